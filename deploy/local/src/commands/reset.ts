import { rmSync } from 'node:fs';
import { ClearFault } from '../clear-fault.ts';
import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { instanceNames, isRunning, removeInstance, START } from '../instance.ts';
import { outsideHome } from '../parts/postgres-place.ts';

answerHelp(`Usage: npm run reset
Wipes all local data: databases, topics, secrets, logs. npm start must not be running.`);

await runCommand(async () => {
  if (isRunning(START)) throw new ClearFault('npm start is running: stop it with Ctrl-C first, then reset');
  const dead = instanceNames().filter((name) => !isRunning(name));
  for (const name of dead) await removeInstance(name);
  if (instanceNames().length === 0) rmSync(outsideHome(), { recursive: true, force: true });
  console.log('All data is wiped; the next npm start begins from nothing.');
  return 0;
});
