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
 * One embedded server. `prepare` brings its programs and its data folder (once) and may take long; what it returns is
 * started, and restarted in place with the same data and port, by the supervisor.
 */
export interface Part {
  prepare(context: PartContext): Promise<Omit<SupervisedDeclaration, 'logFile'>>;
}
