import { keepWriting } from '../../../libs/kernel/src/steady-output.ts';
import { ClearFault, messageOf } from './clear-fault.ts';

/** Something that must be stopped however the command ends. */
interface Stoppable {
  stop(): Promise<void>;
}

export interface Command {
  /** Resolves with the signal's exit code when the command must stop; never rejects. */
  readonly interrupted: Promise<number>;
  /** Stopped, last one first, before the process exits. */
  use<T extends Stoppable>(stoppable: T): T;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a command to its exit code. Ctrl-C, a signal, an error or the end of the parent process stops everything that was given to
 * `use`, then ends the process. A second Ctrl-C changes nothing: stopping has its own limits.
 */
export async function runCommand(work: (command: Command) => Promise<number>): Promise<void> {
  keepWriting(process.stdout, process.stderr); // The reader of our output may end; the command goes on.
  const interruption = Promise.withResolvers<number>();
  const used: Stoppable[] = [];
  for (const [signal, code] of Object.entries(exitCodes)) process.on(signal, () => interruption.resolve(code));
  process.on('disconnect', () => interruption.resolve(exitCodes.SIGHUP));
  const command: Command = {
    interrupted: interruption.promise,
    use: (stoppable) => {
      used.unshift(stoppable);
      return stoppable;
    },
  };
  let over = false;
  const result = work(command).catch((fault: unknown) => (over ? 1 : showFault(fault)));
  const code = await Promise.race([interruption.promise, result]);
  over = true; // What the work throws while it is stopped is a consequence, not an error.
  for (const stoppable of used) await stoppable.stop().catch(showFault);
  process.exit(code);
}

/** Shows a fault as people should see it; answers the exit code. */
export function showFault(fault: unknown): number {
  const text = fault instanceof ClearFault ? `motcua: ${fault.message}` : fault instanceof Error ? fault.stack : '';
  process.stderr.write(`\n${text || messageOf(fault)}\n`);
  return 1;
}
