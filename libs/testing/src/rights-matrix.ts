import { Role } from '@motcua/auth';
import { randomUUID } from 'node:crypto';
import type { TestService } from './start-test-service.js';
import type { TestIssuer } from './test-issuer.js';

/** Where a role is held: at the agency that a request is about, at one beside it, or above both. */
export type Place = 'own' | 'other' | 'parent';

/** What a role may do: the outcomes where it is held at the own, another and the parent agency, `'200 403 200'`. */
export type Outcomes = string;

/** A request of the matrix. */
export interface RightsRequest {
  readonly path: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether an answer that depends on the caller shows the thing: `+` or `-` after the status. */
  readonly shows?: (body: unknown) => boolean;
}

export interface RightsRow {
  /** A route, `POST /dossiers/:id/:command`, with a variant behind it where its rights differ: ` accept`. */
  readonly route: string;
  /** A new one for each try. */
  readonly request: () => RightsRequest;
  /** Not signed in. @default 401 */
  readonly nobody?: string;
  /** Whatever the role. @default '403 403 403' */
  readonly anybody?: Outcomes;
  /** Of roles that may more than anybody. */
  readonly roles?: Readonly<Record<string, Outcomes>>;
}

export interface RightsMatrixOptions {
  readonly service: TestService;
  readonly issuer: TestIssuer;
  /** @default every role that there is */
  readonly roles?: readonly string[];
  /** @default the Department of Agriculture, an agency that nothing is about, and the province */
  readonly agencies?: Readonly<Record<Place, string>>;
  readonly rows: readonly RightsRow[];
}

/** The own one is that of the builders' dossiers. */
const AGENCIES = { own: '000.00.31.H06', other: '000.00.99.H06', parent: 'H06' } as const;
const PLACES: readonly Place[] = ['own', 'other', 'parent'];
/** Routes that every service has; they are for operators and never leave the inner network. */
const OF_THE_HOST = new Set(['GET /health/live', 'GET /health/ready', 'GET /metrics']);

/** A command of a revision that never was: whoever has the right gets 412, and nothing happens. */
export function staleCommand(path: string, body: object = {}): RightsRequest {
  return { path, method: 'POST', body, headers: { 'idempotency-key': randomUUID(), 'if-match': '"99"' } };
}

/** The same outcomes for several roles. */
export function rolesWith(outcomes: Outcomes, ...roles: readonly string[]): Readonly<Record<string, Outcomes>> {
  return Object.fromEntries(roles.map((role) => [role, outcomes]));
}

/** Routes of the service that no row is about, and rows about no route; both empty when the matrix is whole. */
export function gapsOf({ service, rows }: Pick<RightsMatrixOptions, 'service' | 'rows'>): readonly string[] {
  const listed = new Set(rows.map(({ route }) => route.split(' ').slice(0, 2).join(' ')));
  const served = new Set(service.routes.filter((route) => !OF_THE_HOST.has(route)));
  return [
    ...[...served].filter((route) => !listed.has(route)).map((route) => `no row for ${route}`),
    ...[...listed].filter((route) => !served.has(route)).map((route) => `no route for ${route}`),
  ];
}

/**
 * Tries every row with every role at every place and without a token. Returns each difference as one line:
 * `GET /orders as CITIZEN at own: expected 403, got 200`.
 */
export async function differencesFrom(options: RightsMatrixOptions): Promise<readonly string[]> {
  const differences: string[] = [];
  const tokens = await tokensOf(options);
  for (const row of options.rows) {
    const compare = (who: string, expected: string, got: string): void => {
      if (expected !== got) differences.push(`${row.route} as ${who}: expected ${expected}, got ${got}`);
    };
    compare('nobody', row.nobody ?? '401', await outcomeOf(options.service, row.request()));
    for (const { role, place, token } of tokens) {
      const expected = (row.roles?.[role] ?? row.anybody ?? '403 403 403').split(' ')[PLACES.indexOf(place)] ?? '';
      compare(`${role} at ${place}`, expected, await outcomeOf(options.service, row.request(), token));
    }
  }
  return differences;
}

interface HeldRole {
  readonly role: string;
  readonly place: Place;
  readonly token: string;
}

function tokensOf({
  issuer,
  roles = Object.values(Role),
  agencies = AGENCIES,
}: RightsMatrixOptions): Promise<readonly HeldRole[]> {
  return Promise.all(
    roles.flatMap((role) =>
      PLACES.map(async (place) => ({
        role,
        place,
        token: await issuer.token(`${role}-${place}`, [role], agencies[place]),
      })),
    ),
  );
}

async function outcomeOf(service: TestService, request: RightsRequest, token?: string): Promise<string> {
  const { path, method = 'GET', body, headers = {}, shows } = request;
  const abort = new AbortController();
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: abort.signal,
  });
  const isShown = shows && response.ok ? (shows(await response.json()) ? '+' : '-') : '';
  abort.abort();
  return `${response.status}${isShown}`;
}
