import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { runMetricsProgram } from '../metrics-program.ts';

answerHelp(`Usage: npm run replay
Builds the figures of the running npm start again from the topics, and serves them: docs/runbooks/replay.md.`);

/** Builds the figures of the running stack again from the topics, and replaces the present ones. */
await runCommand((command) => runMetricsProgram(command, 'replay'));
