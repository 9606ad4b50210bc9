import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, realParts } from '@motcua/testing';
import { Client } from 'pg';
import { createClient } from 'redis';
import { END_PUBLISHER, historyOfToday, type LiveStage, openLiveStage } from '../../../test/support/live-stage.js';
import { metricsDatabase } from '../../../test/support/projection.js';
import type { Freshness } from '../../freshness/freshness.js';
import { PublisherSession } from '../publisher-session.js';

let stage: LiveStage;
beforeAll(async () => {
  stage = await openLiveStage();
  await eventually(
    () => expect(stage.watchers.map(({ latest }) => latest !== undefined)).toEqual([true, true]),
    30_000,
  );
}, 60_000);
afterAll(() => stage.close(), 60_000);

describe('publishing frames', () => {
  it('elects another publisher when the one in office loses its session', async () => {
    await stage.database.query(END_PUBLISHER);
    const before = stage.watchers.map(({ latest }) => latest!.number);
    await eventually(() =>
      stage.watchers.forEach(({ latest }, index) => expect(latest!.number).toBeGreaterThan(before[index]!)),
    );
  });

  it('goes on for a wall that is open when the database is restored, though its numbers fell back and its clock is slow', async () => {
    const redis = await createClient({ url: realParts().redisUrl }).connect();
    const before = stage.watchers[0]!.latest!;
    // As if numbered by a clock that was a day ahead of the one that the database has now.
    const ahead = before.number + 86_400_000;
    await redis.hSet(`${stage.redisPrefix}live:frame`, {
      number: String(ahead),
      frame: JSON.stringify({ ...before, number: ahead }),
    });
    await eventually(() => expect(stage.watchers.map(({ latest }) => latest!.number)).toEqual([ahead, ahead]));
    await stage.database.query('update ledgers.last_frame set number = 1');
    await eventually(() => {
      for (const { latest } of stage.watchers) {
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
    await eventually(() => expect(stage.watchers[0]!.latest?.freshness).toMatchObject({ stale: false, hop: null }));
    const appendedAt = new Date();
    stage.relays.pending('payments', appendedAt);
    await eventually(() =>
      expect(stage.watchers[0]!.latest?.freshness).toMatchObject({
        stale: true,
        hop: { kind: 'consumer', service: 'payments' },
      }),
    );
    expect(Date.now() - appendedAt.getTime()).toBeLessThan(5_500);
    const answer = await fetch(`${stage.services[1]!.url}/indicators?period=2023`);
    const { freshness } = (await answer.json()) as { freshness: Freshness };
    expect(freshness.hop).toEqual({ kind: 'consumer', service: 'payments' });
    stage.relays.pending('payments', null);
    await eventually(() => expect(stage.watchers[0]!.latest?.freshness).toMatchObject({ stale: false, hop: null }));
  }, 30_000);

  it('shows a fold that was stuck before the publisher took office as long behind as it is', async () => {
    const holder = new Client({ connectionString: stage.database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from projection.progress for update');
    const stuckSince = performance.now();
    await stage.topics.publish(...historyOfToday());
    await eventually(
      () => expect(stage.watchers[0]!.latest?.freshness.hop).toEqual({ kind: 'fold', service: null }),
      20_000,
    );
    await stage.database.query(END_PUBLISHER);
    const before = stage.watchers[0]!.latest!.number;
    await eventually(() => expect(stage.watchers[0]!.latest!.number).toBeGreaterThan(before));
    // A lag that began again with the new publisher would not be stale for another four seconds.
    for (const { number, freshness } of stage.watchers[0]!.frames.slice(-20)) {
      if (number > before && freshness.behindSeconds !== null) expect(freshness.stale).toBe(true);
    }
    await eventually(() =>
      expect(stage.watchers[0]!.latest!.freshness.behindSeconds).toBeGreaterThan(
        (performance.now() - stuckSince) / 1_000 - 4,
      ),
    );
    await holder.query('rollback');
    await holder.end();
    await eventually(() => expect(stage.watchers[0]!.latest?.freshness.stale).toBe(false), 20_000);
  }, 60_000);

  it('shows a silent relay as stale within five seconds', async () => {
    await eventually(() => expect(stage.watchers[0]!.latest?.freshness.stale).toBe(false));
    await stage.relays.silence();
    const silentSince = performance.now();
    await eventually(() => {
      expect(stage.watchers[0]!.latest?.freshness.stale).toBe(true);
      expect(stage.watchers[0]!.latest?.freshness.reason).toMatch(/The relay of \w+ is silent/);
    });
    expect(performance.now() - silentSince).toBeLessThan(5_000);
  }, 20_000);
});
