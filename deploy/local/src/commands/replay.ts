import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { runMetricsProgram } from '../metrics-program.ts';

answerHelp(`Usage: npm run replay
Makes the figures of the running npm start anew from the topics, and serves them: docs/runbooks/replay.md.`);

/** Builds the figures of the running stack anew from the topics, and puts them in the place of the present ones. */
await runCommand((command) => runMetricsProgram(command, 'replay'));
