import { AppError } from '@motcua/kernel';
import { isTransientDatabaseFault } from '@motcua/persistence';

/** Whether waiting helps. */
export function isPassingFault(error: unknown): boolean {
  return error instanceof AppError ? error.retryable : isTransientDatabaseFault(error);
}
