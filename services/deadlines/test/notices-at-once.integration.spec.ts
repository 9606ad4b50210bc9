import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deadlineEvents, type DeadlineStateV1, type DomainEvent } from '@motcua/contracts';
import {
  deadlineState,
  eventually,
  openTestParts,
  type FreshDatabase,
  type FreshTopics,
  type TestParts,
} from '@motcua/testing';
import type { ChildProcess } from 'node:child_process';
import { deadlinesSchema } from '../src/persistence/migrations.js';
import { ReplicaProcesses } from './support/replica-processes.js';

jest.setTimeout(240_000);

const DUE = 10_000;
const REPLICAS = 3;
const PATIENCE_MS = 120_000;

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

const startReplicas = (): Promise<readonly ChildProcess[]> => processes.start(REPLICAS);
const kill = (replicas: readonly ChildProcess[]): Promise<void> => processes.kill(replicas);

/** Writes deadlines that all fall due within one second some seconds from now; answers when that second begins. */
async function fallDue(code: string): Promise<Date> {
  const dueAt = new Date(Math.ceil((Date.now() + 4_000) / 1_000) * 1_000);
  await database.query(
    `insert into deadline (dossier_id, dossier_revision, revision, state, settling_agency_path, dossier_code, facts,
       due_soon_at, current_due_at, missed_notice_from)
     select id, 2, 1, $1::jsonb || jsonb_build_object('dossierId', id, 'originalDueAt', text, 'currentDueAt', text,
         'dueSoonAt', text), '{H06}', $2, $3::jsonb, due_at, due_at, due_at + interval '1 millisecond'
     from (
       select gen_random_uuid() as id, due_at,
         to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as text
       from (select $4::timestamptz + (number % 1000) * interval '1 millisecond' as due_at
             from generate_series(1, $5::int) as number) as one
     ) as row`,
    [
      JSON.stringify(deadlineState()),
      code,
      JSON.stringify({ calendarId: 'province', timeLimit: null, clockPolicy: 'PAUSE' }),
      dueAt,
      DUE,
    ],
  );
  return dueAt;
}

async function given(code: string): Promise<number> {
  const [row] = await database.query<{ given: number }>(
    `select count(*)::int as given from deadline where dossier_code = $1 and missed_notice_from is null`,
    [code],
  );
  return row!.given;
}

/** All events of these dossiers, once every notice is published. */
async function publishedOf(code: string): Promise<readonly DomainEvent<DeadlineStateV1>[]> {
  await eventually(async () => {
    const unsent = await database.query('select 1 from outbox limit 1');
    expect([await given(code), unsent.length]).toEqual([DUE, 0]);
  }, PATIENCE_MS);
  const rows = await database.query<{ id: string }>('select dossier_id as id from deadline where dossier_code = $1', [
    code,
  ]);
  const ids = new Set(rows.map(({ id }) => id));
  return (await topics.events<DeadlineStateV1>(deadlineEvents.topic)).filter(({ subject }) => ids.has(subject));
}

const missed = { type: 'vn.motcua.deadline.missed.v1', revision: 2 };

describe(`${DUE} deadlines that fall due in one second, with ${REPLICAS} replicas`, () => {
  it('are published once each', async () => {
    await startReplicas();
    const dueAt = await fallDue('together');
    const published = await publishedOf('together');
    expect(published).toHaveLength(DUE);
    expect(new Set(published.map(({ subject }) => subject)).size).toBe(DUE);
    expect(
      published.find(({ type, revision }) => type !== missed.type || revision !== missed.revision),
    ).toBeUndefined();
    const late = published.map(({ happenedAt, recordedAt }) => Date.parse(recordedAt) - Date.parse(happenedAt));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    process.stderr.write(
      `${DUE} notices: the last was given ${Math.max(...late)} ms after its instant (due from ${dueAt.toISOString()})\n`,
    );
  });

  it('are published once each, though all replicas are killed in the middle and others take over', async () => {
    const first = await startReplicas();
    await fallDue('killed');
    await eventually(async () => expect(await given('killed')).toBeGreaterThan(0), PATIENCE_MS);
    await kill(first);
    const before = await given('killed');
    expect(before).toBeLessThan(DUE);
    await startReplicas();
    const published = await publishedOf('killed');
    // What a relay had sent as it was killed may be on the topic once more, as the same event; never as another one.
    const ids = new Set(published.map(({ id }) => id));
    expect(ids.size).toBe(DUE);
    expect(new Set(published.map(({ subject }) => subject)).size).toBe(DUE);
    expect(
      published.find(({ type, revision }) => type !== missed.type || revision !== missed.revision),
    ).toBeUndefined();
    process.stderr.write(`${before} notices were given before the kill; ${published.length - DUE} were sent twice\n`);
  });
});
