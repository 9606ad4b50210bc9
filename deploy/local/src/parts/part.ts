import type { InstancePaths } from '../paths.ts';
import type { SupervisedDeclaration } from '../process/supervised-process.ts';
import type { Supervisor } from '../process/supervisor.ts';
import type { Secrets } from '../secrets.ts';

export interface PartContext {
  readonly paths: InstancePaths;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  /** Free ports; `second` is for parts that need two. */
  readonly port: number;
  readonly second: number;
}

/**
 * One embedded server. `prepare` fetches its programs and creates its data folder (once), which may take long; the supervisor
 * starts what it returns, and restarts it with the same data and port.
 */
export interface Part {
  prepare(context: PartContext): Promise<Omit<SupervisedDeclaration, 'logFile'>>;
}
