/** Keeps one process under a supervisor until it is stopped, as `npm start` does with a whole stack. */
import { join } from 'node:path';
import { runCommand } from '../../src/command.ts';
import { Supervisor } from '../../src/process/supervisor.ts';

const [, , folder = ''] = process.argv;

await runCommand(async (command) => {
  const supervisor = command.use(new Supervisor({ logs: folder, processesFile: join(folder, 'processes.json') }));
  const env = { PATH: process.env['PATH'] };
  await supervisor.start({ name: 'sleeper', command: 'sleep', args: ['600'], env, probe: async () => undefined });
  console.log(`sleeping ${JSON.stringify([process.pid, supervisor.pidOf('sleeper')])}`);
  return await command.interrupted;
});
