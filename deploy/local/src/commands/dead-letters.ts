import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ClearFault } from '../clear-fault.ts';
import { runCommand } from '../command.ts';
import { passHelpOn } from '../help.ts';
import { readDescription, START } from '../instance.ts';
import { repositoryRoot } from '../paths.ts';
import { baseEnvironment, nodeFile } from '../service-environment.ts';

const program = join(repositoryRoot, 'libs', 'messaging', 'dist', 'dead-letters-command.js');

passHelpOn(program);

await runCommand(async (command) => {
  const brokers = process.env['KAFKA_BROKERS'] ?? readDescription(START)?.kafkaBrokers;
  if (!brokers) throw new ClearFault('nothing is running: start it with npm start, or give KAFKA_BROKERS');
  const { command: node, args } = nodeFile(program, ...process.argv.slice(2));
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: { ...baseEnvironment(), KAFKA_BROKERS: brokers },
  });
  command.use({ stop: async () => void child.kill() });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
});
