import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, realParts } from '@motcua/testing';
import { createClient } from 'redis';
import { denominatorOf, historyOfToday, type LiveStage, openLiveStage } from '../../../test/support/live-stage.js';
import { watch } from '../../../test/support/watcher.js';
import { AuditEveryHour } from '../../proof/audit-every-hour.schedule.js';
import { FrameStore } from '../frame-store.js';

let stage: LiveStage;
beforeAll(async () => {
  stage = await openLiveStage();
}, 60_000);
afterAll(() => stage.close(), 60_000);

describe('metrics, live', () => {
  it('moves the figures of every replica within moments of an event, and says how fresh they are', async () => {
    await eventually(
      () => expect(stage.watchers.map(({ latest }) => latest?.freshness.stale)).toEqual([false, false]),
      30_000,
    );
    expect(denominatorOf(stage.watchers[0]!.latest, 'onlineDossier')).toBe(0);
    await stage.topics.publish(...historyOfToday(), ...historyOfToday());
    const published = performance.now();
    await eventually(() =>
      expect(stage.watchers.map(({ latest }) => denominatorOf(latest, 'satisfaction'))).toEqual([2, 2]),
    );
    expect(performance.now() - published).toBeLessThan(5_000);
    const { freshness, period } = stage.watchers[0]!.latest!;
    expect(freshness).toMatchObject({ stale: false, reason: null });
    expect(freshness.behindSeconds).toBeGreaterThanOrEqual(0);
    expect(period).toMatch(/^\d{4}$/);
    expect(stage.watchers[0]!.latest!.asFirstPromised).toMatchObject({ definitionId: 'AS_FIRST_PROMISED_V3' });
  });

  it('shows every watcher higher numbers only, and the same numbers to all', async () => {
    for (const { frames } of stage.watchers) {
      const numbers = frames.map(({ number }) => number);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    }
    const [one, other] = stage.watchers.map(({ frames }) => new Map(frames.map((frame) => [frame.number, frame])));
    for (const [number, frame] of one!) if (other!.has(number)) expect(other!.get(number)).toEqual(frame);
  });

  it('gives a newcomer the whole latest frame at once', async () => {
    const newcomer = await watch(stage.services[1]!.url);
    await eventually(() => expect(newcomer.frames.length).toBeGreaterThan(0), 1_500);
    expect(denominatorOf(newcomer.frames[0], 'satisfaction')).toBe(2);
    newcomer.stop();
  });

  it('fills Redis again after it was emptied', async () => {
    const redis = await createClient({ url: realParts().redisUrl }).connect();
    await redis.del(`${stage.redisPrefix}live:frame`);
    const before = stage.watchers.map(({ latest }) => latest!.number);
    await eventually(async () => expect(await redis.hGet(`${stage.redisPrefix}live:frame`, 'number')).not.toBeNull());
    await eventually(() =>
      stage.watchers.forEach(({ latest }, index) => expect(latest!.number).toBeGreaterThan(before[index]!)),
    );
    redis.destroy();
  });

  it('never lets an older frame take the place of a newer one', async () => {
    const url = realParts().redisUrl;
    const own = `${stage.redisPrefix}alone:`;
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

  it('audits when the last audit is an hour old, and shows what it came to', async () => {
    const schedule = stage.services[0]!.app.get(AuditEveryHour);
    // One dossier without its order and its invitations.
    const received = () => denominatorOf(stage.watchers[1]!.latest, 'onlineDossier');
    const before = received()!;
    await stage.topics.publish(...historyOfToday().filter(({ type }) => type.includes('.dossier.')));
    await eventually(() => expect(received()).toBe(before + 1));
    expect(await schedule.auditWhenDue()).toBe(true);
    await eventually(() =>
      expect(stage.watchers[1]!.latest?.audit).toMatchObject({ equal: false, differingCounters: 0 }),
    );
    expect(await schedule.auditWhenDue()).toBe(false);
  });
});
