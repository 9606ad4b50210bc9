import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { deadlineEvents, DeadlineUnparkedV1, type DeadlineStateV1 } from '@motcua/contracts';
import {
  deadlineState,
  eventually,
  openTestParts,
  type FreshDatabase,
  type FreshTopics,
  type TestParts,
} from '@motcua/testing';
import { deadlinesSchema } from '../src/persistence/migrations.js';
import { ReplicaProcesses } from './support/replica-processes.js';

jest.setTimeout(240_000);

const PARKED = 4_000;
const REPLICAS = 2;
const PATIENCE_MS = 120_000;
const DUE = '2027-03-01T03:00:00.000Z';

let parts: TestParts;
let topics: FreshTopics;
let database: FreshDatabase;
let processes: ReplicaProcesses;

beforeAll(async () => {
  parts = await openTestParts('deadlines', deadlinesSchema);
  ({ topics, database } = parts);
  processes = new ReplicaProcesses(parts.environment);
}, 90_000);
afterEach(async () => processes.killAll());
afterAll(async () => parts.drop(), 60_000);

/** Clocks that were parked before the calendar was ever published, as the service left them when it ended. */
async function park(): Promise<void> {
  const since = new Date().toISOString();
  const state = deadlineState({
    originalDueAt: DUE,
    currentDueAt: null,
    dueSoonAt: null,
    provisional: true,
    calendarRevision: 0,
    parked: { since, reason: 'CALENDAR_NOT_PUBLISHED', year: null },
  });
  const facts = {
    acceptedAt: '2026-11-23T02:00:00.000Z',
    timeLimit: null,
    clockPolicy: 'PAUSE',
    calendarId: 'province',
    baseDueAt: DUE,
  };
  await database.query(
    `insert into deadline (dossier_id, dossier_revision, revision, state, settling_agency_path, dossier_code, facts, parked_since)
     select id, 2, 2, $1::jsonb || jsonb_build_object('dossierId', id), '{H06}', '', $2::jsonb, $3
     from (select gen_random_uuid() as id from generate_series(1, $4::int)) as row`,
    [JSON.stringify(state), JSON.stringify(facts), since, PARKED],
  );
}

async function parked(): Promise<number> {
  const [row] = await database.query<{ parked: number }>(
    'select count(*)::int as parked from deadline where parked_since is not null',
  );
  return row!.parked;
}

it(`${PARKED} parked clocks are taken up once each, though all replicas are killed in the middle and others take over`, async () => {
  await park();
  const first = await processes.start(REPLICAS);
  await eventually(async () => expect(await parked()).toBeLessThan(PARKED), PATIENCE_MS);
  await processes.kill(first);
  expect(await parked()).toBeGreaterThan(0);
  await processes.start(REPLICAS);
  await eventually(async () => {
    const unsent = await database.query('select 1 from outbox limit 1');
    expect([await parked(), unsent.length]).toEqual([0, 0]);
  }, PATIENCE_MS);
  const published = await topics.events<DeadlineStateV1>(deadlineEvents.topic);
  // What a relay had sent as it was killed may be on the topic once more, as the same event; never as another one.
  expect(new Set(published.map(({ id }) => id)).size).toBe(PARKED);
  expect(new Set(published.map(({ subject }) => subject)).size).toBe(PARKED);
  const wrong = ({ type, revision, state }: (typeof published)[number]): boolean =>
    type !== DeadlineUnparkedV1.type || revision !== 3 || state.currentDueAt !== DUE || state.parked !== null;
  expect(published.find(wrong)).toBeUndefined();
});
