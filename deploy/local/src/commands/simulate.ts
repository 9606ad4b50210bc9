import { join } from 'node:path';
import { build } from '../build.ts';
import { runCommand } from '../command.ts';
import { passHelpOn } from '../help.ts';
import { readDescription, START } from '../instance.ts';
import { instancePaths } from '../paths.ts';
import { Supervisor } from '../process/supervisor.ts';
import { loadOrCreateSecrets } from '../secrets.ts';
import { baseEnvironment, nodeProgram, programOf, simulatorSettingsOf } from '../service-environment.ts';
import { Stack } from '../stack.ts';
import { Steps } from '../steps.ts';

passHelpOn(programOf('simulator', 'main'));

/** Drives the running stack of `npm start`, else a fresh one of its own; its exit code becomes the command's. */
await runCommand(async (command) => {
  const running = readDescription(START);
  if (running) {
    const paths = instancePaths(START);
    const processesFile = join(paths.logs, 'simulate-processes.json');
    const supervisor = command.use(new Supervisor({ logs: paths.logs, processesFile }));
    const places = { PORTAL_URL: running.wall, OIDC_ISSUER: running.issuer };
    return await simulate(supervisor, simulatorSettingsOf(places, paths.identityFile, loadOrCreateSecrets(paths)));
  }
  const steps = Steps.on(process.stderr);
  const stack = command.use(await Stack.open({ instance: `simulate-${process.pid}`, steps }));
  const starting = async () => {
    await Promise.all([build(stack.supervisor, steps), stack.startParts()]);
    await stack.startServices();
  };
  await Promise.race([starting(), stack.failure]);
  return await Promise.race([simulate(stack.supervisor, stack.simulatorSettings), stack.failure]);
});

function simulate(supervisor: Supervisor, settings: Readonly<Record<string, string>>): Promise<number> {
  return supervisor.show({
    name: 'simulator',
    ...nodeProgram('simulator', 'main', ...process.argv.slice(2)),
    env: { ...baseEnvironment(), ...settings },
  });
}
