/** Starts one obedient and one stubborn process under a supervisor, says which, and stays until it is killed. */
import { readFileSync } from 'node:fs';
import { Supervisor } from '../../src/process/supervisor.ts';

const [, , folder = ''] = process.argv;
const supervisor = new Supervisor({ logs: folder, processesFile: `${folder}/processes.json` });
const common = { env: { PATH: process.env['PATH'] }, probe: async () => undefined };
await supervisor.start({ ...common, name: 'obedient', command: 'sleep', args: ['600'] });
const stubborn = 'trap "" TERM INT HUP; echo deaf; while :; do sleep 1; done';
const deaf = async () => {
  if (readFileSync(`${folder}/stubborn.log`, 'utf8') !== 'deaf\n') throw new Error('it still listens');
};
await supervisor.start({ ...common, name: 'stubborn', command: 'sh', args: ['-c', stubborn], probe: deaf });
console.log(JSON.stringify([supervisor.pidOf('obedient'), supervisor.pidOf('stubborn')]));
setInterval(() => undefined, 60_000);
