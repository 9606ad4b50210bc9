import { join } from 'node:path';
import { build } from '../build.ts';
import { runCommand, showFault } from '../command.ts';
import { answerHelp } from '../help.ts';
import { Stack } from '../stack.ts';
import { Steps } from '../steps.ts';
import { requireTool } from '../system-tools.ts';
import { endToEnd, runTests, sum, unitAndIntegration, type TestCount } from '../test-run.ts';

answerHelp(`Usage: npm test
All specs, on servers of their own that are removed at the end. CHROMIUM_PATH names the browser.`);

/** The last line is `N passed, N failed`, whatever happens. */
await runCommand(async (command) => {
  const steps = Steps.on(process.stderr);
  const stack = await Stack.open({ instance: `test-${process.pid}`, steps, tools: ['chromium'] });
  command.use(stack);
  const tests = Promise.race([testAll(stack, steps), stack.failure]);
  const { passed, failed } = await tests.catch((fault: unknown) => ({ passed: 0, failed: showFault(fault) }));
  await stack.stop();
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** Unit and integration specs on fresh parts; then the end-to-end specs, which start whole stacks of their own. */
async function testAll(stack: Stack, steps: Steps): Promise<TestCount> {
  await Promise.all([build(stack.supervisor, steps), stack.startParts()]);
  const specs = await runTests(stack.supervisor, {
    args: ['--maxWorkers=2', ...unitAndIntegration],
    resultFile: join(stack.paths.folder, 'specs.json'),
    env: {
      KAFKA_BROKERS: stack.endpoints.KAFKA_BROKERS,
      DATABASE_URL: stack.superuserUrl,
      REDIS_URL: stack.endpoints.REDIS_URL,
    },
  });
  const stories = await runTests(stack.supervisor, {
    args: endToEnd,
    resultFile: join(stack.paths.folder, 'stories.json'),
    env: { CHROMIUM_PATH: requireTool('chromium') },
  });
  return sum([specs, stories]);
}
