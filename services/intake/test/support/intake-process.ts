import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** An entry of the service: all of it, or one role. */
export type IntakeEntry = 'main' | 'main.counter' | 'main.worker';

/** A process of the service, as it runs in production. */
export interface IntakeProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Lines on standard error that are not warnings of Node itself. */
  errorLines(): readonly string[];
  /** The exit code, once it has ended; null: it was killed. */
  ended(): Promise<number | null>;
}

/** Starts a built entry on a free port of loopback; only errors are logged. */
export async function startIntakeProcess(
  entry: IntakeEntry,
  environment: Readonly<Record<string, string>>,
): Promise<IntakeProcess> {
  const port = await freePort();
  const program = fileURLToPath(new URL(`../../dist/${entry}.js`, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, PORT: String(port), LOG_LEVEL: 'error' },
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const closed = once(child, 'close') as Promise<[number | null]>;
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    errorLines: () => text.split('\n').filter((line) => line !== ''),
    ended: async () => (await closed)[0],
  };
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
