import { runCommand, showFault } from '../command.ts';
import { passHelpOn } from '../help.ts';
import { runMetricsProgram } from '../metrics-program.ts';
import { programOf } from '../service-environment.ts';

const CANNOT_AUDIT = 2;

passHelpOn(programOf('metrics', 'audit-command'));

/** Compares the figures of the running stack with its facts, its services' rows and its topics. */
await runCommand((command) =>
  runMetricsProgram(command, 'audit').catch((fault: unknown) => {
    showFault(fault);
    return CANNOT_AUDIT;
  }),
);
