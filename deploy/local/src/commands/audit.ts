import { runCommand, showFault } from '../command.ts';
import { runMetricsProgram } from '../metrics-program.ts';

const CANNOT_AUDIT = 2;

/** Holds the figures of the running stack against its facts, its services' rows and its topics. */
await runCommand((command) =>
  runMetricsProgram(command, 'audit').catch((fault: unknown) => {
    showFault(fault);
    return CANNOT_AUDIT;
  }),
);
