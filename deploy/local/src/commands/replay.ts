import { runCommand } from '../command.ts';
import { runMetricsProgram } from '../metrics-program.ts';

/** Builds the figures of the running stack anew from the topics, and puts them in the place of the present ones. */
await runCommand((command) => runMetricsProgram(command, 'replay'));
