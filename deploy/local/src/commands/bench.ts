import { runBenchmarks } from '../../../../bench/src/main.ts';
import { runCommand } from '../command.ts';

/** Measures and reports; a slow machine is not a failure. */
await runCommand((command) => runBenchmarks(command, process.argv.slice(2)));
