import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKafka, Outbox, physicalTopic } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { Readiness } from '@motcua/service-host';
import { eventually, freshTopics, type FreshTopics } from '@motcua/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import { LIVE_SCHEMA } from '../../projection/projection-schema.js';
import type { Query } from '../../projection/query.js';
import { auditReplayPart, targetsOf } from '../../proof/audit-replay.js';
import { FoldBatch } from '../fold-batch.js';
import { FollowEvents } from '../follow-events.js';
import { replayAndSwap } from '../replay-and-swap.js';
import { readEnds, type ReplayTargets, ReplayTopics } from '../replay-topics.js';
import { dropShadow, holdFolds, makeShadow, PREVIOUS_SCHEMA, readAllCounters, swapIn } from '../shadow-schema.js';

let topics: FreshTopics;
let projection: FreshProjection;
let query: Query;

beforeAll(async () => {
  Logger.overrideLogger(false);
  [topics, projection] = await Promise.all([freshTopics(), freshProjection()]);
  query = projection.ownerSource.query.bind(projection.ownerSource) as Query;
  await topics.publish(...fc.sample(anyFate, { numRuns: 20, seed: 41 }).flatMap((fate) => historyOf(fate)));
  await foldLive();
}, 60_000);
afterAll(() => Promise.all([topics.drop(), projection.drop()]), 60_000);

async function foldLive(): Promise<void> {
  const live = await ReplayTopics.open({ ...places(), schema: LIVE_SCHEMA, writesDeadLetter: () => false });
  await live.upTo(await readEnds(topics.kafka)).finally(() => live.close());
}

const places = () => ({
  databaseUrl: projection.database.url,
  ownerUrl: projection.database.ownerUrl,
  kafka: topics.kafka,
});
const schemas = async () =>
  (
    await query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname like 'projection%' order by nspname`,
    )
  ).map(({ name }) => name);
const everything = async () => ({
  facts: await query(`select * from projection.fact order by dossier_id`),
  counters: await readAllCounters(query, LIVE_SCHEMA),
});

/** A process that folds over a single connection, which so keeps every statement that it ever prepared. */
async function openProcess(schema = LIVE_SCHEMA) {
  const url = projection.database.url;
  const connection = await new DataSource({ type: 'postgres', url, extra: { max: 1 } }).initialize();
  const unitOfWork = new UnitOfWork(connection);
  const foldBatch = new FoldBatch(unitOfWork, new Outbox(unitOfWork), { schema });
  const prepared = () => connection.query(`select name, prepare_time from pg_prepared_statements`) as Promise<object[]>;
  return { connection, foldBatch, prepared };
}

/** Publishes one dossier's history after the other until it is stopped. */
function keepPublishing(): { stop(): Promise<void> } {
  let stopped = false;
  const publish = async (): Promise<void> => {
    for (const fate of fc.sample(anyFate, { numRuns: 5_000, seed: 43 })) {
      if (stopped) return;
      await topics.publish(...historyOf(fate));
    }
  };
  const published = publish();
  return {
    stop: () => {
      stopped = true;
      return published;
    },
  };
}

const recordsIn = (targets: ReplayTargets): number =>
  [...targets.values()].flatMap((offsets) => Object.values(offsets)).reduce((one, other) => one + other, 0);

async function eventsFoldedInto(schema: string): Promise<number> {
  const [sum] = await query<{ events: number }>(`select sum(events)::int as events from ${schema}.progress`);
  return sum!.events;
}

describe('a replay', () => {
  it('comes to what is live, and names a fact and a counter that do not', async () => {
    expect(await auditReplayPart(places())).toMatchObject({ equal: true, differing: 0 });
    await query(`update projection.fact set channel = 'POSTAL' where dossier_id =
      (select dossier_id from projection.fact where channel = 'ONLINE' order by dossier_id limit 1)`);
    await query(`update projection.counter_agency_year set opened = opened + 1
      where ctid = (select ctid from projection.counter_agency_year limit 1)`);
    const { differing, named } = await auditReplayPart(places());
    expect(differing).toBe(2);
    expect(named).toMatchObject([{ slice: 'intake' }, { measures: ['OPENED'] }]);
  }, 60_000);

  it('repairs the live projection, and the previous one can still be looked at', async () => {
    await replayAndSwap(places());
    expect(await auditReplayPart(places())).toMatchObject({ equal: true });
    expect(await schemas()).toEqual(['projection', 'projection_previous']);
    // The service's own role still may fold into it.
    await foldLive();
  }, 60_000);

  it('does not begin beside another one, and leaves its shadow and what is live', async () => {
    const before = await everything();
    const other = projection.ownerSource.createQueryRunner();
    await other.query(`select pg_advisory_lock(hashtext('motcua replay'))`);
    await other.query('create schema projection_shadow; create schema projection_audit');
    const present = await schemas();
    const refused = { code: 'replay-under-way', retryable: true, message: expect.stringMatching(/^Another replay/) };
    await expect(replayAndSwap(places())).rejects.toMatchObject(refused);
    await expect(auditReplayPart(places())).rejects.toMatchObject(refused);
    expect(await schemas()).toEqual(present);
    expect(await everything()).toEqual(before);
    await other.query('select pg_advisory_unlock_all()');
    await other.release();
    expect(await auditReplayPart(places())).toMatchObject({ equal: true });
  }, 60_000);

  it('counts again what was counted by another version', async () => {
    const before = await everything();
    await query('update projection.progress set contributions_version = 0');
    await query('update projection.counter_agency_day set opened = 0');
    await replayAndSwap(places());
    expect(await everything()).toEqual(before);
  }, 60_000);

  it('brings a wiped projection back equal', async () => {
    const before = await everything();
    await projection.wipe();
    await foldLive();
    expect(await everything()).toEqual(before);
  }, 60_000);

  it('misses nothing of what is published and folded meanwhile', async () => {
    const live = await openProcess();
    const follow = new FollowEvents(live.connection, live.foldBatch, new Readiness(), topics.kafka);
    const before = await eventsFoldedInto(LIVE_SCHEMA);
    const publishing = keepPublishing();
    follow.onApplicationBootstrap();
    await eventually(async () => expect(await eventsFoldedInto(LIVE_SCHEMA)).toBeGreaterThan(before));
    const prepared = await live.prepared();
    const atStart = await eventsFoldedInto(LIVE_SCHEMA);
    await replayAndSwap(places());
    const atSwap = await eventsFoldedInto(PREVIOUS_SCHEMA);
    expect(atSwap).toBeGreaterThan(atStart);
    await eventually(async () => expect(await eventsFoldedInto(LIVE_SCHEMA)).toBeGreaterThan(atSwap));
    await publishing.stop();
    const ends = await readEnds(topics.kafka);
    // No partition can be folded beyond its end: when the sums are equal, each is.
    await eventually(async () => expect(recordsIn(await targetsOf(query))).toBe(recordsIn(ends)));
    await follow.beforeApplicationShutdown();
    expect(await eventsFoldedInto(LIVE_SCHEMA)).toBe(recordsIn(ends));
    expect(await eventsFoldedInto(PREVIOUS_SCHEMA)).toBe(atSwap);
    expect(await live.prepared()).toEqual(expect.arrayContaining(prepared));
    expect(await auditReplayPart(places())).toMatchObject({ equal: true });
    await live.connection.destroy();
  }, 120_000);

  it('stops with one clear line when the start of a topic was cut off, and leaves what is live', async () => {
    const before = await everything();
    const admin = createKafka(topics.kafka).admin();
    await admin.connect();
    const topic = physicalTopic(topics.kafka, 'dossier.events');
    const [longest] = (await admin.fetchTopicOffsets(topic)).sort(
      (one, other) => Number(other.high) - Number(one.high),
    );
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: longest!.partition, offset: '1' }] });
    await admin.disconnect();
    await expect(replayAndSwap(places())).rejects.toMatchObject({
      code: 'topic-start-cut-off',
      message: expect.stringMatching(/^dossier\.events\/\d+ starts at offset 1, but is folded only up to 0/),
    });
    expect(await everything()).toEqual(before);
  }, 60_000);
});

describe('the swap', () => {
  it('lets a fold that waited write into the new projection, by statements prepared for the old one', async () => {
    await projection.wipe();
    await dropShadow(query, PREVIOUS_SCHEMA);
    await makeShadow(query, 'projection_shadow', { role: new URL(projection.database.url).username, lasting: true });
    const [live, shadow] = [await openProcess(), await openProcess('projection_shadow')];
    const events = fc.sample(anyFate, { numRuns: 20, seed: 47 }).flatMap((fate) => historyOf(fate));
    const records = events
      .filter((event) => topicOf(event) === 'dossier.events')
      .map((event, offset) => recordOf(event, offset));
    const [first, second] = [records.slice(0, 40), records.slice(40)].map((half) => batchOf('dossier.events', 5, half));
    await live.foldBatch.fold(first!);
    await shadow.foldBatch.fold(first!);
    const prepared = await live.prepared();
    expect(prepared).not.toEqual([]);

    const swap = projection.ownerSource.createQueryRunner();
    const swapping: Query = (sql, parameters) => swap.query(sql, parameters);
    await swap.startTransaction();
    await holdFolds(swapping);
    const waiting = live.foldBatch.fold(second!);
    const locks = `select from pg_locks where not granted and relation = 'projection.progress'::regclass`;
    await eventually(async () => expect(await query(locks)).toHaveLength(1));
    await swapIn(swapping, 'projection_shadow');
    await swap.commitTransaction();
    await swap.release();
    await waiting;

    expect(await eventsFoldedInto(LIVE_SCHEMA)).toBe(records.length);
    expect(await eventsFoldedInto(PREVIOUS_SCHEMA)).toBe(first!.records.length);
    expect(await live.prepared()).toEqual(prepared);
    await Promise.all([live.connection.destroy(), shadow.connection.destroy()]);
  }, 60_000);
});
