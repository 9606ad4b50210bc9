import { describe, expect, it } from '@jest/globals';
import { assessFreshness, figureSources, type FreshnessEvidence, type Watermark } from '../src/domain/freshness.js';
import { FoldLag } from '../src/live/fold-lag.js';
import type { Progress } from '../src/persistence/progress-store.js';

const NOW = Date.UTC(2026, 10, 24, 3);
const heard = (changes: Readonly<Record<string, Partial<Watermark>>> = {}): Map<string, Watermark> =>
  new Map(figureSources.map((service) => [service, { at: NOW - 400, oldestUnsentAt: null, ...changes[service] }]));
const evidence = (changes: Partial<FreshnessEvidence> = {}): FreshnessEvidence => ({
  now: NOW,
  watermarks: heard(),
  unfoldedSince: null,
  topicsSeenAt: NOW - 300,
  foldFault: null,
  ...changes,
});

describe('freshness', () => {
  it('is nought seconds behind while every relay speaks and all is folded, even when idle', () => {
    expect(assessFreshness(evidence())).toEqual({ behindSeconds: 0, stale: false, reason: null });
  });

  it('is never ahead, although clocks differ', () => {
    const watermarks = heard({ intake: { at: NOW + 2_000 } });
    expect(assessFreshness(evidence({ watermarks }))).toMatchObject({ behindSeconds: 0, stale: false });
  });

  it('is as far behind as the worst of the outboxes and the fold', () => {
    const watermarks = heard({ payments: { oldestUnsentAt: NOW - 1_200 } });
    expect(assessFreshness(evidence({ watermarks }))).toMatchObject({ behindSeconds: 1.2, stale: false });
    expect(assessFreshness(evidence({ watermarks, unfoldedSince: NOW - 3_100 }))).toMatchObject({ behindSeconds: 3.1 });
  });

  it.each([
    ['a relay that fell silent', { watermarks: heard({ surveys: { at: NOW - 4_000 } }) }, /relay of surveys is silent/],
    [
      'an outbox that is not sent',
      { watermarks: heard({ intake: { oldestUnsentAt: NOW - 9_000 } }) },
      /wait in its outbox/,
    ],
    ['a fold that does not keep up', { unfoldedSince: NOW - 9_000 }, /wait to be folded/],
    ['a broker that does not answer', { topicsSeenAt: NOW - 5_000 }, /broker does not answer/],
    ['a broker that never answered', { topicsSeenAt: null }, /broker has not answered/],
    [
      'a relay that was never heard',
      { watermarks: new Map<string, Watermark>() },
      /relay of intake has not been heard/,
    ],
    ['a fold that has stopped', { foldFault: 'Another cluster.' }, /Another cluster/],
  ])('is stale with %s', (_, changes, reason) => {
    const freshness = assessFreshness(evidence(changes));
    expect(freshness.stale).toBe(true);
    expect(freshness.reason).toMatch(reason);
  });
});

describe('the lag of the fold', () => {
  const progressAt = (offset: number): Progress[] => [
    { partition: 0, clusterId: null, contributionsVersion: null, folds: 1, nextOffsets: { 'dossier.events': offset } },
  ];
  const ends = (end: number): Map<string, number[]> => new Map([['dossier.events', [end]]]);

  it('lasts since the oldest sighting of what is not folded, however much came after', () => {
    const lag = new FoldLag();
    for (let second = 0; second < 1_000; second += 1) lag.see(ends(10 + second), second * 1_000);
    expect(lag.unfoldedSince(progressAt(9))).toBe(0);
    const since = lag.unfoldedSince(progressAt(500))!;
    expect(since).toBeGreaterThan(400_000);
    expect(since).toBeLessThanOrEqual(520_000);
    expect(lag.unfoldedSince(progressAt(1_009))).toBeNull();
  });
});
