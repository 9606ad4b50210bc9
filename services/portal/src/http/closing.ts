import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

const DRAIN_MS = 3_000;

/**
 * Limits the time of closing: running answers get three seconds, then every connection is ended. Node counts a connection without
 * a request as busy, and browsers open such connections in advance.
 */
export function closeWithinSeconds(server: FastifyInstance): void {
  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), DRAIN_MS).unref();
  });
}

/**
 * Ends the event streams of the scope as soon as the server begins to close, because they have no end of their own; browsers
 * reconnect.
 */
export function cutStreamsOnClose(scope: FastifyInstance): void {
  const open = new Set<ServerResponse>();
  scope.addHook('onSend', async (_request, reply, payload) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
    }
    return payload;
  });
  scope.addHook('preClose', async () => {
    for (const response of open) response.destroy();
  });
}
