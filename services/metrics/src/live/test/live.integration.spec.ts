import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DossierId } from '@motcua/kernel';
import {
  eventually,
  freshTopics,
  realParts,
  startTestIssuer,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createClient } from 'redis';
import { anyFate, type Fate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { metricsDatabase } from '../../../test/support/projection.js';
import { type Relays, speakingRelays } from '../../../test/support/relays.js';
import { watch, type Watcher } from '../../../test/support/watcher.js';
import { AppModule } from '../../app.module.js';
import { readMetricsSettings } from '../../config.js';
import type { DefinedFigure } from '../../figures/defined-figures.js';
import type { AgencyFigures, Figures, Frame } from '../../figures/figures.js';
import type { Freshness } from '../../freshness/freshness.js';
import type { MissingFound } from '../../ledgers/audit-runs.js';
import { AuditEveryHour } from '../../proof/audit-every-hour.schedule.js';
import type { RecountReport } from '../../proof/audit-recount.js';
import { FrameStore } from '../frame-store.js';
import { PublisherSession } from '../publisher-session.js';

const prefix = `spec-${randomBytes(4).toString('hex')}:`;
let topics: FreshTopics;
let database: FreshDatabase;
let issuer: TestIssuer;
let relays: Relays;
let replicas: TestService[];
let watchers: Watcher[];

const startReplica = (): Promise<TestService> =>
  startTestService(
    'metrics',
    AppModule.with(
      readMetricsSettings({
        PORT: '0',
        KAFKA_BROKERS: realParts().kafkaBrokers.join(','),
        KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
        DATABASE_URL: database.url,
        REDIS_URL: realParts().redisUrl,
        REDIS_PREFIX: prefix,
        OIDC_ISSUER: issuer.url,
      }),
    ),
  );

beforeAll(async () => {
  Logger.overrideLogger(false);
  [topics, database, issuer] = await Promise.all([freshTopics(), metricsDatabase(), startTestIssuer()]);
  // The clocks of two services are an hour off: freshness does not ask them.
  relays = await speakingRelays(topics.kafka, { deadlines: 3_600_000, payments: -3_600_000 });
  replicas = await Promise.all([startReplica(), startReplica()]);
  watchers = await Promise.all(replicas.map(({ url }) => watch(url)));
}, 60_000);

afterAll(async () => {
  for (const watcher of watchers) watcher.stop();
  await Promise.all(replicas.map((replica) => replica.stop()));
  await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
}, 60_000);

/** A dossier accepted a moment ago, completed on the spot. */
function fateOfToday(changes: Partial<Fate> = {}): Fate {
  const [fate] = fc.sample(anyFate, { numRuns: 1, seed: 5 });
  return {
    ...fate!,
    // All steps of the history together stay in the past.
    startAt: Date.now() - 30 * 3_600_000,
    pace: [1, 1, 1, 1, 1, 1, 1, 1],
    offeredOnline: true,
    channel: 'ONLINE',
    ending: 'returned',
    rating: 'SATISFIED',
    correction: 'none',
    voided: false,
    answer: 'accepted',
    imported: false,
    transferredTo: null,
    supplement: false,
    parked: false,
    ...changes,
  };
}

const get = async <Answer>(url: string, path: string, token?: string): Promise<{ status: number; body: Answer }> => {
  const response = await fetch(`${url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return { status: response.status, body: (await response.json()) as Answer };
};
const denominatorOf = (frame: Frame | undefined, id: string): number | undefined =>
  frame?.indicators.find((indicator) => indicator.id === id)?.denominator;

const END_PUBLISHER = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())
  and objid = (hashtext('motcua metrics publisher')::bigint & 4294967295)::oid`;

describe('metrics, live', () => {
  it('moves the figures of every replica within moments of an event, and says how fresh they are', async () => {
    await eventually(
      () => expect(watchers.map(({ latest }) => latest?.freshness.stale)).toEqual([false, false]),
      30_000,
    );
    expect(denominatorOf(watchers[0]!.latest, 'onlineDossier')).toBe(0);
    await topics.publish(...historyOf(fateOfToday()), ...historyOf(fateOfToday()));
    const published = performance.now();
    await eventually(() => expect(watchers.map(({ latest }) => denominatorOf(latest, 'satisfaction'))).toEqual([2, 2]));
    expect(performance.now() - published).toBeLessThan(5_000);
    const { freshness, period } = watchers[0]!.latest!;
    expect(freshness).toMatchObject({ stale: false, reason: null });
    expect(freshness.behindSeconds).toBeGreaterThanOrEqual(0);
    expect(period).toMatch(/^\d{4}$/);
    expect(watchers[0]!.latest!.asFirstPromised).toMatchObject({ definitionId: 'AS_FIRST_PROMISED_V3' });
  });

  it('shows every watcher higher numbers only, and the same numbers to all', async () => {
    for (const { frames } of watchers) {
      const numbers = frames.map(({ number }) => number);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    }
    const [one, other] = watchers.map(({ frames }) => new Map(frames.map((frame) => [frame.number, frame])));
    for (const [number, frame] of one!) if (other!.has(number)) expect(other!.get(number)).toEqual(frame);
  });

  it('gives a newcomer the whole latest frame at once', async () => {
    const newcomer = await watch(replicas[1]!.url);
    await eventually(() => expect(newcomer.frames.length).toBeGreaterThan(0), 1_500);
    expect(denominatorOf(newcomer.frames[0], 'satisfaction')).toBe(2);
    newcomer.stop();
  });

  it('fills Redis again after it was emptied', async () => {
    const redis = await createClient({ url: realParts().redisUrl }).connect();
    await redis.del(`${prefix}live:frame`);
    const before = watchers.map(({ latest }) => latest!.number);
    await eventually(async () => expect(await redis.hGet(`${prefix}live:frame`, 'number')).not.toBeNull());
    await eventually(() =>
      watchers.forEach(({ latest }, index) => expect(latest!.number).toBeGreaterThan(before[index]!)),
    );
    redis.destroy();
  });

  it('never lets an older frame take the place of a newer one', async () => {
    const url = realParts().redisUrl;
    const own = `${prefix}alone:`;
    const store = new FrameStore({ url, prefix: own });
    const redis = await createClient({ url }).connect();
    const held = (): Promise<string | null> => redis.hGet(`${own}live:frame`, 'frame');
    store.onApplicationBootstrap();
    await eventually(() => store.put({ number: 7, text: 'seventh' }));
    await store.put({ number: 6, text: 'sixth, by a publisher that was asleep' });
    expect(await held()).toBe('seventh');
    await store.put({ number: 8, text: 'eighth' });
    expect(await held()).toBe('eighth');
    await redis.del(`${own}live:frame`);
    redis.destroy();
    await store.beforeApplicationShutdown();
  });

  it('answers figures and ranking of a period, of the province or one agency', async () => {
    const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
    const { url } = replicas[0]!;
    const { body } = await get<Figures & { freshness: Freshness }>(url, `/indicators?period=${year}`);
    expect(body.indicators.map(({ id, target }) => [id, target])).toEqual([
      ['onTime', 0.98],
      ['onlineDossier', null],
      ['onlinePayment', null],
      ['satisfaction', 0.87],
    ]);
    expect(body.indicators[1]).toMatchObject({ numerator: 2, denominator: 2, definitionId: 'OFFERED_ONLINE_V1' });
    expect(body.asFirstPromised).toMatchObject({ denominator: 2, definitionId: 'AS_FIRST_PROMISED_V3' });
    expect(body.freshness.stale).toBe(false);
    const nowhere = await get<Figures>(url, `/indicators?period=${year}&agency=H06.99`);
    expect(nowhere.body.indicators.every(({ denominator }) => denominator === 0)).toBe(true);
    const ranking = await get<{ agencies: { agency: string }[] }>(url, `/ranking?period=${year}`);
    expect(ranking.body.agencies.length).toBeGreaterThan(0);
    const earlier = await get<Figures>(url, '/indicators?period=2023-02-28');
    expect(earlier.body.indicators[0]?.denominator).toBe(0);
  });

  it.each(['', 'period=2023-13', 'period=2023-02-29', 'period=23', 'period=2023&agency=a%20b'])(
    'refuses "%s"',
    async (query) => {
      const { status, body } = await get<{ code: string }>(replicas[0]!.url, `/indicators?${query}`);
      expect([status, body.code]).toEqual([400, 'request-invalid']);
    },
  );

  it('shows leaders that counters and an independent recount are equal', async () => {
    const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
    const path = `/audit/recount?period=${year}`;
    const { url } = replicas[0]!;
    const report = await get<RecountReport>(url, path, await issuer.token('leader', ['LEADER']));
    expect(report.body).toMatchObject({ equal: true });
    expect(report.body.indicators[3]).toMatchObject({ counted: { numerator: 2, denominator: 2 } });
    expect((await get(url, path)).status).toBe(401);
    expect((await get(url, path, await issuer.token('citizen', ['CITIZEN']))).status).toBe(403);
    await database.query('update projection.counter_agency_year set rated_satisfied = rated_satisfied + 1');
    const changed = await get<RecountReport>(url, path, await issuer.token('leader', ['LEADER']));
    expect(changed.body.equal).toBe(false);
    await database.query('update projection.counter_agency_year set rated_satisfied = rated_satisfied - 1');
  });

  it('answers every published definition, and shows what was not judged beside the rates', async () => {
    const { url } = replicas[0]!;
    const year = watchers[0]!.latest!.period;
    const { body } = await get<{ figures: readonly DefinedFigure[] }>(url, `/definitions?period=${year}`);
    expect(body.figures.find(({ definitionId }) => definitionId === 'QD766_V1')).toMatchObject({ denominator: 2 });
    const [, , completed] = historyOf(fateOfToday()).filter(({ type }) => /dossier\.(sub|acc|com)/.test(type));
    const notJudged = () => watchers[0]!.latest!.caveats.completedNotJudged;
    const before = notJudged();
    await topics.publish(completed!);
    await eventually(() => expect(notJudged()).toBe(before + 1));
    const ranking = await get<{ agencies: readonly AgencyFigures[] }>(url, `/ranking?period=${year}`);
    const sum = ranking.body.agencies.reduce((all, { caveats }) => all + caveats.completedNotJudged, 0);
    expect(sum).toBe(before + 1);
    await topics.publish(
      ...historyOf(fateOfToday(), completed!.subject as DossierId).filter(({ type }) => type.includes('deadline')),
    );
    await eventually(() => expect(notJudged()).toBe(before));
  });

  it('audits when the last audit is an hour old, and shows what it came to', async () => {
    const schedule = replicas[0]!.app.get(AuditEveryHour);
    expect(await schedule.auditWhenDue()).toBe(true);
    // One dossier was published without its order and its invitations.
    await eventually(() => expect(watchers[1]!.latest?.audit).toMatchObject({ equal: false, differingCounters: 0 }));
    expect(await schedule.auditWhenDue()).toBe(false);
  });

  it('names to leaders what the last audit of each hour missed', async () => {
    const { url } = replicas[1]!;
    const token = await issuer.token('leader', ['LEADER']);
    expect((await get(url, '/audit/missing')).status).toBe(401);
    const { status, body } = await get<MissingFound>(url, '/audit/missing', token);
    expect([status, body.missing, body.named.length > 0]).toEqual([200, body.named.length, true]);
    expect(watchers[0]!.latest!.audit).toMatchObject({ missing: body.missing });
  });

  it('elects another publisher when the one in office loses its session', async () => {
    await database.query(END_PUBLISHER);
    const before = watchers.map(({ latest }) => latest!.number);
    await eventually(() =>
      watchers.forEach(({ latest }, index) => expect(latest!.number).toBeGreaterThan(before[index]!)),
    );
  });

  it('goes on for a wall that is open when the database is restored, though its numbers fell back and its clock is slow', async () => {
    const redis = await createClient({ url: realParts().redisUrl }).connect();
    const before = watchers[0]!.latest!;
    // As if numbered by a clock that was a day ahead of the one that the database has now.
    const ahead = before.number + 86_400_000;
    await redis.hSet(`${prefix}live:frame`, {
      number: String(ahead),
      frame: JSON.stringify({ ...before, number: ahead }),
    });
    await eventually(() => expect(watchers.map(({ latest }) => latest!.number)).toEqual([ahead, ahead]));
    await database.query('update ledgers.last_frame set number = 1');
    await eventually(() => {
      for (const { latest } of watchers) {
        expect(latest!.number).toBeGreaterThan(ahead);
        expect(Date.parse(latest!.at)).toBeGreaterThan(Date.parse(before.at));
      }
    });
    redis.destroy();
  });

  it('numbers frames by the clock, however low the database was set back', async () => {
    const own = await metricsDatabase();
    const session = (await PublisherSession.elect(own.url))!;
    const started = Date.now();
    const numbers: number[] = [];
    for (const setBack of [false, false, true, false]) {
      if (setBack) await own.query('update ledgers.last_frame set number = 7');
      numbers.push((await session.numbered(0, async () => undefined)).number);
    }
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    expect(numbers[0]).toBeGreaterThanOrEqual(started - 1_000);
    await session.end();
    await own.drop();
  });

  it('names the service that has not taken events in within five seconds, and goes on when it has', async () => {
    await eventually(() => expect(watchers[0]!.latest?.freshness).toMatchObject({ stale: false, hop: null }));
    const appendedAt = new Date();
    relays.pending('payments', appendedAt);
    await eventually(() =>
      expect(watchers[0]!.latest?.freshness).toMatchObject({
        stale: true,
        hop: { kind: 'consumer', service: 'payments' },
      }),
    );
    expect(Date.now() - appendedAt.getTime()).toBeLessThan(5_500);
    expect(
      (await get<{ freshness: Freshness }>(replicas[1]!.url, '/indicators?period=2023')).body.freshness.hop,
    ).toEqual({
      kind: 'consumer',
      service: 'payments',
    });
    relays.pending('payments', null);
    await eventually(() => expect(watchers[0]!.latest?.freshness).toMatchObject({ stale: false, hop: null }));
  }, 30_000);

  it('shows a fold that was stuck before the publisher took office as long behind as it is', async () => {
    const holder = new Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from projection.progress for update');
    const stuckSince = performance.now();
    await topics.publish(...historyOf(fateOfToday()));
    await eventually(() => expect(watchers[0]!.latest?.freshness.hop).toEqual({ kind: 'fold', service: null }), 20_000);
    await database.query(END_PUBLISHER);
    const before = watchers[0]!.latest!.number;
    await eventually(() => expect(watchers[0]!.latest!.number).toBeGreaterThan(before));
    // A lag that began again with the new publisher would not be stale for another four seconds.
    for (const { number, freshness } of watchers[0]!.frames.slice(-20)) {
      if (number > before && freshness.behindSeconds !== null) expect(freshness.stale).toBe(true);
    }
    await eventually(() =>
      expect(watchers[0]!.latest!.freshness.behindSeconds).toBeGreaterThan(
        (performance.now() - stuckSince) / 1_000 - 4,
      ),
    );
    await holder.query('rollback');
    await holder.end();
    await eventually(() => expect(watchers[0]!.latest?.freshness.stale).toBe(false), 20_000);
  }, 60_000);

  it('shows a silent relay as stale within five seconds', async () => {
    await eventually(() => expect(watchers[0]!.latest?.freshness.stale).toBe(false));
    await relays.silence();
    const silentSince = performance.now();
    await eventually(() => {
      expect(watchers[0]!.latest?.freshness.stale).toBe(true);
      expect(watchers[0]!.latest?.freshness.reason).toMatch(/The relay of \w+ is silent/);
    });
    expect(performance.now() - silentSince).toBeLessThan(5_000);
  }, 20_000);
});
