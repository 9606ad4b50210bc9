import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ClearFault } from '../../local/src/clear-fault.ts';
import { cacheFolder } from '../../local/src/paths.ts';
import type { Supervisor } from '../../local/src/process/supervisor.ts';
import type { EnginePlace } from './engine-place.ts';
import { unmountBelow } from './mounts.ts';

export const containersFolder = join(cacheFolder, 'containers');

/** Of an image: what it was made of. */
export const LABEL = 'vn.motcua.made-of';

const execute = promisify(execFile);

interface BuildOptions {
  readonly names: readonly string[];
  /** The folder that the build sees. */
  readonly context: string;
  /** What the image is made of, to tell later whether it must be made anew. @default none */
  readonly label?: string;
  /** @default the Dockerfile in the context */
  readonly file?: string;
  /** A stage of the Dockerfile. @default the last one */
  readonly target?: string;
}

/** A Docker Engine of our own, apart from one that the machine may have: images, data and socket lie in the cache. */
export class Engine {
  readonly #supervisor: Supervisor;

  readonly #place: EnginePlace;

  private constructor(supervisor: Supervisor, place: EnginePlace) {
    this.#supervisor = supervisor;
    this.#place = place;
  }

  /** Starts the engine and removes what an earlier run, killed before it could, has left in it; images stay. */
  static async start(supervisor: Supervisor, place: EnginePlace): Promise<Engine> {
    if (process.getuid?.() !== 0) throw new ClearFault('a Docker Engine of our own needs root');
    for (const folder of [place.run, place.client]) mkdirSync(folder, { recursive: true });
    const engine = new Engine(supervisor, place);
    await supervisor.start({
      name: 'dockerd',
      command: 'dockerd',
      args: [
        ...['--data-root', place.data, '--exec-root', place.run],
        ...['--pidfile', place.pidFile, '--host', `unix://${place.socket}`],
        // Compose makes a network of its own; the default one would be shared with the machine's engine.
        '--bridge=none',
        // Else the machine would forward packets from now on, and drop those of others.
        '--ip-forward=false',
      ],
      env: { ...process.env },
      probe: async () => void (await engine.docker('version')),
      stopGraceMs: 40_000,
    });
    await engine.removeContainers();
    return engine;
  }

  /** Removes what an engine that has ended has left besides its data. */
  static clear({ run }: EnginePlace): void {
    unmountBelow(run);
    rmSync(run, { recursive: true, force: true });
  }

  /** What a Docker client needs to reach this engine and no other one. */
  get environment(): Readonly<Record<string, string>> {
    return {
      DOCKER_HOST: `unix://${this.#place.socket}`,
      DOCKER_CONFIG: this.#place.client,
      // The builder inside the engine; BuildKit is a package of its own.
      DOCKER_BUILDKIT: '0',
      COMPOSE_DOCKER_CLI_BUILD: '0',
    };
  }

  /** Runs a command of the client. @returns what it prints @throws with what it says on standard error */
  async docker(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, ...this.environment };
    const { stdout } = await execute('docker', args, { env, maxBuffer: 2 ** 26 });
    return stdout.trim();
  }

  /** Runs a long command whose output goes to a log. */
  async runLogged(name: string, command: string, args: readonly string[], cwd = '/'): Promise<void> {
    await this.#supervisor.run({ name, command, args, cwd, env: { ...process.env, ...this.environment } });
  }

  /** Builds an image; its steps get the machine's own network and no other one. */
  async build({ names, context, ...options }: BuildOptions): Promise<void> {
    const chosen = [
      ...names.flatMap((name) => ['--tag', name]),
      ...(options.label ? ['--label', `${LABEL}=${options.label}`] : []),
      ...(options.file ? ['--file', options.file] : []),
      ...(options.target ? ['--target', options.target] : []),
    ];
    const log = `build-${names[0]?.replaceAll(/\W/g, '-')}`;
    await this.runLogged(log, 'docker', ['build', '--network', 'host', ...chosen, context]);
  }

  /** What the image was made of; null when there is no such image. */
  async labelOf(image: string): Promise<string | null> {
    const format = `{{ index .Config.Labels "${LABEL}" }}`;
    return this.docker('image', 'inspect', '--format', format, image).catch(() => null);
  }

  /** Removes what builds have left that no name leads to any more. */
  async forgetOldBuilds(): Promise<void> {
    await this.docker('image', 'prune', '--force');
  }

  /** Containers with their networks and volumes: nothing in this engine but images is worth keeping. */
  async removeContainers(): Promise<void> {
    const containers = (await this.docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    if (containers.length > 0) await this.docker('rm', '--force', '--volumes', ...containers);
    const volumes = (await this.docker('volume', 'ls', '--quiet')).split('\n').filter(Boolean);
    if (volumes.length > 0) await this.docker('volume', 'rm', '--force', ...volumes);
    await this.docker('network', 'prune', '--force');
  }
}
