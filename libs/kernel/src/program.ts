/**
 * What every program begins with, as its first import (`import '@motcua/kernel/program'`): before anything else of it is
 * evaluated, an older Node is refused in one line, and what it prints can no longer end it.
 */
import { nodeFault } from './node-version.js';
import { keepWriting } from './steady-output.js';

const fault = nodeFault(process.versions.node, process.argv[1] ?? 'this program');
if (fault !== null) {
  console.error(fault);
  process.exit(1);
}
keepWriting(process.stdout, process.stderr);
