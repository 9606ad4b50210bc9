import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queueLanes, workLists, type QueueLane } from './lists.js';
import { Shell } from './shell.js';

const oneOf =
  <const Word extends string>(words: readonly Word[], first: Word) =>
  (value: unknown): Word =>
    words.find((word) => word === value) ?? first;

const root = createRootRoute({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', replace: true });
  },
});
const newDossier = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(() => import('./counter/new-dossier.js'), 'NewDossier'),
});
const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: ({ lane }): { lane?: QueueLane } =>
    lane === undefined ? {} : { lane: oneOf(queueLanes, 'waiting')(lane) },
  component: lazyRouteComponent(() => import('./counter/queue.js'), 'Queue'),
});
const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  validateSearch: ({ list, filter }): { list?: (typeof workLists)[number]; filter?: string } => ({
    ...(list === undefined ? {} : { list: oneOf(workLists, 'overdue')(list) }),
    ...(typeof filter === 'string' && filter !== '' ? { filter } : {}),
  }),
  component: lazyRouteComponent(() => import('./cases/work.js'), 'Work'),
});
const dossier = createRoute({
  getParentRoute: () => root,
  path: '/dossiers/$dossierId',
  component: lazyRouteComponent(() => import('./cases/dossier-page.js'), 'DossierPage'),
});

export const createDeskRouter = () =>
  createRouter({
    basepath: '/desk',
    routeTree: root.addChildren([home, newDossier, queue, work, dossier]),
    defaultPreload: 'intent',
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
