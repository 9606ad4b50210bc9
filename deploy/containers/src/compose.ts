import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repositoryRoot } from '../../local/src/paths.ts';

const execute = promisify(execFile);

export interface ContainerState {
  readonly id: string;
  /** Its service in docker-compose.yml. */
  readonly service: string;
  readonly running: boolean;
  readonly exitCode: number;
  /** Null where there is no health check. */
  readonly health: string | null;
  /** On this machine, 0 when it does not run. */
  readonly pid: number;
  /** How often the engine has started it again by itself. */
  readonly restarts: number;
}

interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly Pid: number;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

/** The containers of docker-compose.yml, through the clients that the environment leads to an engine. */
export const compose = {
  /** Runs `docker-compose`. @returns what it prints @throws with all that it says */
  run(...args: readonly string[]): Promise<string> {
    return outputOf('docker-compose', args);
  },

  /** Runs `docker`. @returns what it prints @throws with all that it says */
  docker(...args: readonly string[]): Promise<string> {
    return outputOf('docker', args);
  },

  async inspect(): Promise<readonly Inspected[]> {
    const ids = (await compose.docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    return ids.length === 0 ? [] : (JSON.parse(await compose.docker('inspect', ...ids)) as Inspected[]);
  },

  async states(): Promise<readonly ContainerState[]> {
    return (await compose.inspect()).map(({ Id, RestartCount, State, Config }) => ({
      id: Id,
      service: Config.Labels['com.docker.compose.service'] ?? '',
      running: State.Running,
      exitCode: State.ExitCode,
      health: State.Health?.Status ?? null,
      pid: State.Pid,
      restarts: RestartCount,
    }));
  },

  async stateOf(service: string): Promise<ContainerState> {
    const state = (await compose.states()).find((candidate) => candidate.service === service);
    if (state) return state;
    throw new Error(`there is no container of ${service}`);
  },

  /** Resolves when every container that has a health check is healthy, and those without run or have ended well. */
  async whenHealthy(withinMs = 180_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const states = await compose.states();
      const waitsFor = states.filter(({ health, running, exitCode }) =>
        health === null ? !running && exitCode !== 0 : !running || health !== 'healthy',
      );
      if (states.length > 0 && waitsFor.length === 0) return;
      if (Date.now() > deadline) {
        throw new Error(
          `not healthy in time: ${JSON.stringify(waitsFor)}\n${await compose.run('logs', '--tail', '20')}`,
        );
      }
      await delay(1_000);
    }
  },
};

async function outputOf(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(program, args, { cwd: repositoryRoot, maxBuffer: 2 ** 26 });
    return stdout.trim();
  } catch (cause) {
    const { message, stdout = '' } = cause as Error & { readonly stdout?: string };
    throw new Error(`${message}\n${stdout}`, { cause });
  }
}
