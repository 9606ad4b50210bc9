import { join } from 'node:path';
import type { Command } from '../../local/src/command.ts';
import { showFault } from '../../local/src/command.ts';
import { openInstance, removeInstance, sweepDeadInstances } from '../../local/src/instance.ts';
import { repositoryRoot } from '../../local/src/paths.ts';
import { chooseFreePorts } from '../../local/src/ports.ts';
import { Supervisor } from '../../local/src/process/supervisor.ts';
import { Steps } from '../../local/src/steps.ts';
import { ensureTools } from '../../local/src/system-tools.ts';
import { runTests, type TestCount } from '../../local/src/test-run.ts';
import { makeBaseImages } from './base-images.ts';
import { enginePlace, type EnginePlace } from './engine-place.ts';
import { containersFolder, Engine } from './engine.ts';

/** One run at a time uses the engine's data. */
const INSTANCE = 'containers';

/** Exit code of a machine on which no engine runs or no base images can be made, so that nothing was tested. */
const COULD_NOT_RUN = 2;

/** The last line is `N passed, N failed`, whatever happens. @returns 0: all passed, 1: not all did, 2: {@link COULD_NOT_RUN} */
export async function testContainers(command: Command): Promise<number> {
  const steps = Steps.on(process.stderr);
  const place = enginePlace(containersFolder);
  await sweepDeadInstances();
  const paths = await openInstance(INSTANCE);
  const supervisor = new Supervisor(paths);
  const running = command.use({
    stop: async () => {
      await supervisor.stop();
      Engine.clear(place);
      await removeInstance(INSTANCE);
    },
  });
  let exitCode = COULD_NOT_RUN;
  const testAll = async (): Promise<TestCount> => {
    const engine = await startEngine({ supervisor, steps, place });
    exitCode = 1;
    return await testImage(engine, { supervisor, steps, folder: paths.folder });
  };
  const { passed, failed } = await Promise.race([testAll(), supervisor.failure]).catch((fault: unknown) => ({
    passed: 0,
    failed: showFault(fault),
  }));
  await running.stop();
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : exitCode;
}

interface Run {
  readonly supervisor: Supervisor;
  readonly steps: Steps;
}

/** What the machine must give: an engine, and base images in it. */
async function startEngine({ supervisor, steps, place }: Run & { readonly place: EnginePlace }): Promise<Engine> {
  ensureTools(['java', 'mvn', 'docker', 'dockerd', 'docker-compose', 'iptables', 'mmdebstrap'], (line) =>
    steps.say(line),
  );
  const engine = await steps.run('Docker Engine', () => Engine.start(supervisor, place));
  await steps.run(
    'Base images',
    () => makeBaseImages(engine, supervisor),
    (made) => (made.length > 0 ? '✓' : '·'),
  );
  return engine;
}

/** @param run `folder` is of this run alone */
async function testImage(
  engine: Engine,
  { supervisor, steps, folder }: Run & { readonly folder: string },
): Promise<TestCount> {
  await steps.run('Image of the services', () => buildImage(engine));
  const { wall, identity } = await chooseFreePorts(['wall', 'identity']);
  return await runTests(supervisor, {
    args: ['--testMatch', '**/deploy/containers/test/compose-up.spec.ts', '--runInBand'],
    resultFile: join(folder, 'containers.json'),
    env: {
      ...engine.environment,
      COMPOSE_PROJECT_NAME: 'motcua',
      PORT: String(wall),
      IDENTITY_PORT: String(identity),
    },
  });
}

/** Packages under a name of their own, so that they outlive the builds whose sources have changed. */
async function buildImage(engine: Engine): Promise<void> {
  const file = join(repositoryRoot, 'deploy', 'images', 'Dockerfile');
  const build = { context: repositoryRoot, file };
  await engine.build({ ...build, names: ['motcua-packages'], target: 'packages' });
  await engine.build({ ...build, names: ['motcua'] });
  await engine.forgetOldBuilds();
}
