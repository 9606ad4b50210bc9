import { AppError, AppErrorKind, toLocalIso } from '@motcua/kernel';
import { Instant } from './moments.js';

const SKEW_MS = 5_000;
const LATE_ENTRY_MS = 5 * 60_000;

/** The optional `happenedAt` of a command's body: an ISO instant with any offset. */
export const HappenedAt = Instant.optional();

/**
 * When a command's fact happened: `stated`, or now. The future is refused; more than five minutes back needs the right
 * to backdate.
 * @param field names the instant in errors
 * @throws AppError `happened-in-the-future`, `backdating-forbidden`
 */
export function happenedAtOf(stated: Date | undefined, now: Date, mayBackdate: boolean, field = 'happenedAt'): Date {
  if (!stated) return now;
  if (stated.getTime() > now.getTime() + SKEW_MS) {
    throw new AppError(`${field} ${toLocalIso(stated)} lies in the future (it is ${toLocalIso(now)}).`, {
      code: 'happened-in-the-future',
      retryable: false,
      kind: AppErrorKind.Unprocessable,
    });
  }
  if (stated.getTime() < now.getTime() - LATE_ENTRY_MS && !mayBackdate) {
    throw new AppError(`${field} lies more than five minutes back: only a BACKDATER may enter what happened earlier.`, {
      code: 'backdating-forbidden',
      retryable: false,
      kind: AppErrorKind.Forbidden,
    });
  }
  return stated.getTime() > now.getTime() ? now : stated;
}
