import { sep } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { routeNotFound, sendProblem } from './problems.js';

/** The build puts a hash of the content into the names of everything in here. */
const HASHED = `${sep}assets${sep}`;
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Kept, but asked about before each use: a new build is seen at once. */
const ASK_FIRST = 'no-cache';
/** By name, because pages have dots too: the code of an agency is like 000.00.01.H06. */
const FILE = /^assets\/|\.(m?js|css|map|json|txt|ico|png|jpe?g|svg|webp|woff2?|webmanifest)$/;

/**
 * Serves the files that are in the folder now (a new build wants a restart), and the page itself for every other path
 * that looks like a page: the app's own router knows those. A path with the extension of a file that is not there is a
 * 404, so that a browser with an old page does not take HTML for a script.
 */
export async function serveWebApp(server: FastifyInstance, root: string): Promise<void> {
  await server.register(staticFiles, {
    root,
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', path.slice(root.length).startsWith(HASHED) ? FOR_EVER : ASK_FIRST);
    },
  });
  server.get('/*', (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (FILE.test(path)) return sendProblem(reply, routeNotFound(request.url));
    return reply.sendFile('index.html');
  });
}
