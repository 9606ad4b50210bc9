import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { register } from 'prom-client';
import { routeNotFound, sendProblem } from './problems.js';

const LOOPBACK = '127.0.0.1';

/** Hides `/metrics` on the public port: they are for operators only. */
export function hideMetrics(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/metrics') return sendProblem(reply, routeNotFound(request.url));
    return undefined;
  });
}

/** Serves the portal's own `/metrics` on a port of loopback until the portal closes; returns its address. */
export async function serveMetrics(server: FastifyInstance, port: number): Promise<string> {
  const own = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void register.metrics().then((text) => response.setHeader('content-type', register.contentType).end(text));
  });
  own.listen(port, LOOPBACK);
  await once(own, 'listening');
  server.addHook('onClose', async () => {
    own.closeAllConnections();
    own.close();
  });
  return `http://${LOOPBACK}:${(own.address() as AddressInfo).port}`;
}
