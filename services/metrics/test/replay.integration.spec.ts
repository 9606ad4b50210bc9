import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKafka, physicalTopic } from '@motcua/messaging';
import { freshTopics, type FreshTopics } from '@motcua/testing';
import fc from 'fast-check';
import { auditReplayPart } from '../src/application/audit-replay.js';
import { replayAndSwap } from '../src/application/replay-and-swap.js';
import { readEnds, ReplayTopics } from '../src/application/replay-topics.js';
import type { Query } from '../src/persistence/progress-store.js';
import { LIVE_SCHEMA } from '../src/persistence/projection-schema.js';
import { readAllCounters } from '../src/persistence/shadow-schema.js';
import { anyFate, historyOf } from './histories.js';
import { freshProjection, type FreshProjection } from './projection.js';

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
  const live = await ReplayTopics.open({ ...places(), schema: LIVE_SCHEMA, buries: () => false });
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

describe('a replay', () => {
  it('comes to what is live, and names a fact and a counter that do not', async () => {
    expect(await auditReplayPart(places())).toMatchObject({ equal: true, differing: 0 });
    await query(`update projection.fact set channel = 'POSTAL' where dossier_id =
      (select dossier_id from projection.fact where channel = 'ONLINE' order by dossier_id limit 1)`);
    await query(`update projection.counter_agency_year set opened = opened + 1
      where ctid = (select ctid from projection.counter_agency_year limit 1)`);
    const { differing, named } = await auditReplayPart(places());
    expect(differing).toBe(2);
    expect(named).toMatchObject([{ register: 'intake' }, { measures: ['OPENED'] }]);
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

  it('counts anew what was counted by another version', async () => {
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
