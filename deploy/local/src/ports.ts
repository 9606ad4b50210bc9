import { createServer } from 'node:net';
import { ClearFault } from './clear-fault.ts';

/**
 * Below the range of the local ports of outgoing connections: a client that keeps connecting to a crashed server's port in that
 * range can connect to itself and occupy it.
 */
const FIRST_PORT = 20_000;
const PORT_COUNT = 12_000;
const NEVER = new Set([5432, 6379, 9092]);

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Chooses a free port for every name; `taken` are ports that must not be chosen. */
export async function chooseFreePorts<Name extends string>(
  names: readonly Name[],
  taken: ReadonlySet<number> = new Set(),
): Promise<Readonly<Record<Name, number>>> {
  const chosen = new Map<number, Name>();
  for (const name of names) chosen.set(await freePort((port) => taken.has(port) || chosen.has(port)), name);
  return Object.fromEntries([...chosen].map(([port, name]) => [name, port])) as Record<Name, number>;
}

async function freePort(isTaken: (port: number) => boolean): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORT_COUNT);
    if (!NEVER.has(port) && !isTaken(port) && (await isFree(port))) return port;
  }
  throw new ClearFault(`no free port found between ${FIRST_PORT} and ${FIRST_PORT + PORT_COUNT}`);
}

/** People type the address of the wall, so its port is fixed and must be free. */
export async function wallPort(environment: NodeJS.ProcessEnv): Promise<number> {
  const port = Number(environment['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ClearFault(`PORT=${environment['PORT']} is not a port: give a number from 1 to 65535`);
  }
  if (await isFree(port)) return port;
  throw new ClearFault(
    `port ${port} is taken: choose another one for the wall, for example PORT=${port + 1} npm start`,
  );
}
