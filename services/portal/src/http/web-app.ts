import { sep } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { NOTHING_HERE } from './nothing-here.js';
import { routeNotFound, sendProblem } from './problems.js';

/** The build puts a hash of the content into the names of everything in here. */
const HASHED = `${sep}assets${sep}`;
const UNLIMITED = 'public, max-age=31536000, immutable';
/** Cached, but validated before each use, so that a new build is seen at once. */
const REVALIDATE = 'no-cache';
/** Files that are not pages: a missing one is answered with problem details. */
const FILE = /^assets\/|\.(m?js|css|map|json|txt|ico|png|jpe?g|svg|webp|woff2?|webmanifest)$/;
/** The app's own pages besides `/`: which of its entries stands at which address. */
const PAGES: readonly (readonly [path: RegExp, entry: string])[] = [
  [/^look-up\/?$/, 'index.html'],
  [/^wall\/?$/, 'wall.html'],
  [/^desk(\/|$)/, 'desk.html'],
];

/**
 * Serves the files that are in the folder now (a new build needs a restart), and the app at its own pages. Every other path is 404
 * with a plain page that links to the start, or with problem details for a file, so that a browser with an old page does not load
 * HTML as a script.
 */
export async function serveWebApp(server: FastifyInstance, root: string): Promise<void> {
  await server.register(staticFiles, {
    root,
    wildcard: false,
    cacheControl: false,
    // The build leaves each text as .br and .gz beside it.
    preCompressed: true,
    globIgnore: ['**/*.br', '**/*.gz'],
    setHeaders: (response, path) => {
      response.header('cache-control', path.slice(root.length).startsWith(HASHED) ? UNLIMITED : REVALIDATE);
    },
  });
  server.get('/*', (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (FILE.test(path)) return sendProblem(reply, routeNotFound(request.url));
    const page = PAGES.find(([address]) => address.test(path));
    if (page) return reply.sendFile(page[1]);
    return reply.status(404).type('text/html; charset=utf-8').header('cache-control', REVALIDATE).send(NOTHING_HERE);
  });
}
