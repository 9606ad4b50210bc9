import { build } from '../build.ts';
import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { refuseWhileRunning, START } from '../instance.ts';
import { wallPort } from '../ports.ts';
import { startScreen } from '../screen.ts';
import { Stack } from '../stack.ts';
import { Steps } from '../steps.ts';

answerHelp(`Usage: npm start
Everything on this machine, until Ctrl-C. PORT=8081 moves the wall; more settings: deploy/local/README.md.`);

await runCommand(async (command) => {
  const steps = Steps.on(process.stdout);
  refuseWhileRunning(START);
  const port = await wallPort(process.env);
  const stack = command.use(await Stack.open({ instance: START, temporary: false, wallPort: port, steps }));
  const starting = async () => {
    await Promise.all([build(stack.supervisor, steps), stack.startParts()]);
    await stack.startServices();
    await stack.startSimulator('--live');
  };
  await Promise.race([starting(), stack.failure]);
  process.stdout.write(startScreen(stack, steps.elapsed));
  return await Promise.race([command.interrupted, stack.failure]);
});
