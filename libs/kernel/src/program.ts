/**
 * The first import of every program (`import '@motcua/kernel/program'`): before anything else is evaluated, it refuses an
 * older Node in one line and keeps a failing output from ending the process.
 */
import { nodeFault } from './node-version.js';
import { keepWriting } from './steady-output.js';

const fault = nodeFault(process.versions.node, process.argv[1] ?? 'this program');
if (fault !== null) {
  console.error(fault);
  process.exit(1);
}
keepWriting(process.stdout, process.stderr);
