import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can fall silent: connections made before stay, but nothing passes any more, in either direction. */
export interface HalfOpenWay {
  /** The server's URL by this way. */
  readonly url: string;
  fallSilent(): void;
  close(): void;
}

export async function halfOpenWay(serverUrl: string): Promise<HalfOpenWay> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const silenced = new Set<Socket>();
  const way = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => silenced.has(from) || to.write(chunk));
      from.on('close', () => silenced.has(from) || to.destroy());
      from.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((way.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: () => {
      for (const socket of sockets) silenced.add(socket);
    },

    close: () => {
      way.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
