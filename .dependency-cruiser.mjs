const GROUND = ['texts', 'applicants', 'catalogue', 'clocks'];
const ABOVE = [...GROUND, 'dossiers'];
/** The rooms of intake, and which others each may ask. */
const ROOMS = {
  texts: [],
  applicants: ['texts'],
  catalogue: ['texts'],
  clocks: ['texts'],
  dossiers: GROUND,
  search: ABOVE,
  'look-ups': ABOVE,
  imports: ABOVE,
  forms: ABOVE,
  notifications: ABOVE,
};
const HOUSE = '^services/intake/src/';
const ANY_ROOM = `^services/intake/src/(${Object.keys(ROOMS).join('|')})/`;
/** Specs look at what a change brings about, wherever that is; what sets their stage up is shared among them. */
const SPECS = '/test/';

const oneWay = Object.entries(ROOMS).map(([room, asks]) => ({
  name: `${room}-of-intake-asks-only-what-stands-below`,
  comment:
    `${room} may ask ${asks.join(', ') || 'no other room'}. Move what both need down, or declare in the lower room what ` +
    'it needs done, and let app.module.ts hand in who does it.',
  severity: 'error',
  from: { path: `${HOUSE}${room}/`, pathNot: SPECS },
  to: { path: HOUSE, pathNot: `${HOUSE}(${[room, ...asks].join('|')})/` },
}));

/** The boundaries between and inside projects. Each comment says what to do instead. */
export default {
  forbidden: [
    {
      name: 'libs-know-no-service',
      comment: 'A lib is used by services. Move what both need into a lib, or pass it in as an argument.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^services/' },
    },
    {
      name: 'services-know-no-other-service',
      comment: 'Services meet in Kafka only. Publish or consume an event, and declare it in libs/contracts.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'A domain folder imports its own files, libs/kernel, libs/working-calendar and the event types of ' +
        'libs/contracts. Let the use case read, write and pass the values in.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/([^/]*/?)domain/' },
      to: {
        pathNot: [
          '^services/$1/src/$2domain/',
          '^libs/(kernel|working-calendar|contracts)/',
          '^(node:)?(util|crypto)$',
        ],
      },
    },
    {
      name: 'rules-of-metrics-are-pure',
      comment:
        'What counts, and by which definition, is decided by functions of their arguments. Read in the rooms beside.',
      severity: 'error',
      from: {
        path: [
          '^services/metrics/src/(time|measures|definitions)/',
          '^services/metrics/src/(facts/fact|freshness/freshness)[.]ts$',
        ],
        pathNot: SPECS,
      },
      to: {
        pathNot: [
          '^services/metrics/src/(time|measures|definitions)/',
          '^services/metrics/src/facts/(fact|index)[.]ts$',
          '^libs/(kernel|contracts)/',
          '^(node:)?util$',
        ],
      },
    },
    {
      name: 'rooms-of-metrics-are-entered-by-their-index',
      comment: 'Export it by name in the index.ts of that room, if it is something that other rooms may rely on.',
      severity: 'error',
      from: { path: '^services/metrics/src/([^/]+)', pathNot: SPECS },
      to: { path: '^services/metrics/src/[^/]+/', pathNot: ['^services/metrics/src/$1/', '/index[.]ts$'] },
    },
    {
      name: 'contracts-know-only-the-kernel',
      comment: 'Contracts are read by everybody, so they depend on nothing but libs/kernel and zod.',
      severity: 'error',
      from: { path: '^libs/contracts/src/' },
      to: { path: '^(libs|services)/', pathNot: '^libs/(contracts|kernel)/' },
    },
    {
      name: 'kafka-client-behind-one-folder',
      comment:
        'Use the outbox, the event strategy or the partition follower of libs/messaging, so that kafkajs can go.',
      severity: 'error',
      from: {
        path: '^(libs|services)/',
        pathNot: ['^libs/messaging/src/kafka/', '/test/', '^libs/testing/'],
      },
      to: { path: '^(node_modules/)?kafkajs' },
    },
    {
      name: 'sql-stays-out-of-rules-and-http',
      comment: 'Write the SQL in a repository and call it from the use case.',
      severity: 'error',
      from: { path: ['^services/[^/]+/src/[^/]*/?(domain|http)/', '[.](controller|dto)[.]ts$'] },
      to: { path: '^(node_modules/)?(pg|typeorm)(/|$)' },
    },
    {
      name: 'browser-code-stays-in-the-browser',
      comment: 'The web app talks HTTP and SSE through the portal. Declare the shape it reads in services/web/src.',
      severity: 'error',
      from: { path: '^services/web/src/' },
      to: { path: '^(libs/(?!kernel|contracts|working-calendar)|node_modules/@nestjs|node:)' },
    },
    {
      name: 'areas-of-the-web-app-know-no-other-area',
      comment: 'Put what both need into components, format, api or the folder of the desk itself.',
      severity: 'error',
      from: { path: '^services/web/src/(citizen|wall|desk/counter|desk/cases)/' },
      to: { path: '^services/web/src/(citizen|wall|desk/counter|desk/cases)/', pathNot: '^services/web/src/$1/' },
    },
    {
      name: 'rooms-of-intake-are-entered-by-their-index',
      comment: 'Export it by name in the index.ts of that room, if it is something that others may rely on.',
      severity: 'error',
      from: { path: '^services/intake/(?:src/)?([^/]+)' },
      to: { path: ANY_ROOM, pathNot: [`${HOUSE}$1/`, '/index[.]ts$', '/test/support/'] },
    },
    ...oneWay,
    {
      name: 'set-up-of-specs-is-for-specs',
      comment: 'What runs is not built on what tests it: move it out of test/.',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: SPECS },
      to: { path: '^(libs|services)/.*/test/' },
    },
    {
      name: 'no-circles',
      comment: 'Move what both files need into a third one; types as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'Declare the package in "dependencies" of the project that runs with it.',
      severity: 'error',
      from: { path: '^(libs|services|deploy/local)/.*src/', pathNot: ['^services/web/', '^libs/testing/', SPECS] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'Declare the package in package.json of this project; that another one brings it is luck.',
      severity: 'error',
      from: { path: '^(libs|services|deploy/local)/[^/]+/src/', pathNot: '/test/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-resolve',
      comment: 'The import leads nowhere: correct its path, or build or install what it names.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '^e2e/dist'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@motcua/source', 'import', 'node', 'default'],
    },
  },
};
