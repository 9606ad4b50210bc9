import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

const DRAIN_MS = 3_000;

/**
 * Closes in bounded time: answers under way get three seconds, then every connection is cut. Needed because Node takes
 * a connection that has not asked anything yet for a busy one, and browsers open such connections ahead of need.
 */
export function closeWithinSeconds(server: FastifyInstance): void {
  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), DRAIN_MS).unref();
  });
}

/**
 * Cuts the event streams of the scope as soon as the server begins to close. They never end by themselves, so nothing
 * is gained by waiting; a browser connects again on its own.
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
