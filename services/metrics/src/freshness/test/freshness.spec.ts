import { describe, expect, it } from '@jest/globals';
import type { Progress } from '../../folding/progress-store.js';
import { FoldLag } from '../fold-lag.js';
import { assessFreshness, figureSources, type FreshnessEvidence, type Hop, type Watermark } from '../freshness.js';
import { RelayWatermarks } from '../relay-watermarks.js';

const NOW = Date.UTC(2026, 10, 24, 3);
const takenIn = { oldestPendingAt: null, measuredAgeMs: 500 };
const heard = (changes: Readonly<Record<string, Partial<Watermark>>> = {}): Map<string, Watermark> =>
  new Map(
    figureSources.map((service) => [
      service,
      { appendedAt: NOW - 400, oldestUnsentAgeMs: null, consumer: takenIn, ...changes[service] },
    ]),
  );
const evidence = (changes: Partial<FreshnessEvidence> = {}): FreshnessEvidence => ({
  brokerNow: NOW,
  watermarks: heard(),
  unfoldedForMs: null,
  topicsSeenAgoMs: 300,
  foldFault: null,
  ...changes,
});

describe('freshness', () => {
  it('is 0 seconds behind while every relay reports and all is taken in and folded, even when idle', () => {
    expect(assessFreshness(evidence())).toEqual({ behindSeconds: 0, stale: false, reason: null, hop: null });
  });

  it('is as far behind as the worst of the outboxes, the consumers and the fold', () => {
    const watermarks = heard({ payments: { oldestUnsentAgeMs: 800 } });
    expect(assessFreshness(evidence({ watermarks }))).toMatchObject({ behindSeconds: 1.2, stale: false });
    const consumer = { oldestPendingAt: NOW - 2_500, measuredAgeMs: 100 };
    const pending = heard({ payments: { oldestUnsentAgeMs: 800 }, surveys: { consumer } });
    expect(assessFreshness(evidence({ watermarks: pending }))).toMatchObject({ behindSeconds: 2.5, stale: false });
    expect(assessFreshness(evidence({ watermarks: pending, unfoldedForMs: 3_100 }))).toMatchObject({
      behindSeconds: 3.1,
    });
  });

  it.each<[string, Partial<FreshnessEvidence>, RegExp, Hop]>([
    [
      'a relay that fell silent',
      { watermarks: heard({ surveys: { appendedAt: NOW - 4_000 } }) },
      /relay of surveys is silent/,
      { kind: 'relay', service: 'surveys' },
    ],
    [
      'an outbox that is not sent',
      { watermarks: heard({ intake: { oldestUnsentAgeMs: 3_700 } }) },
      /wait in its outbox/,
      { kind: 'outbox', service: 'intake' },
    ],
    [
      'a consumer that does not take events in',
      { watermarks: heard({ deadlines: { consumer: { oldestPendingAt: NOW - 4_001, measuredAgeMs: 0 } } }) },
      /to be taken in by deadlines/,
      { kind: 'consumer', service: 'deadlines' },
    ],
    [
      'a consumer that is not measured any more',
      { watermarks: heard({ deadlines: { consumer: { oldestPendingAt: null, measuredAgeMs: 4_000 } } }) },
      /how far deadlines has taken events in/,
      { kind: 'consumer', service: 'deadlines' },
    ],
    [
      'a consumer that was never measured',
      { watermarks: heard({ payments: { consumer: { oldestPendingAt: null, measuredAgeMs: null } } }) },
      /how far payments has taken events in/,
      { kind: 'consumer', service: 'payments' },
    ],
    ['a fold that does not keep up', { unfoldedForMs: 9_000 }, /wait to be folded/, { kind: 'fold', service: null }],
    [
      'a broker that does not answer',
      { topicsSeenAgoMs: 5_000 },
      /broker does not answer/,
      { kind: 'broker', service: null },
    ],
    [
      'a broker that never answered',
      { topicsSeenAgoMs: null },
      /broker has not answered/,
      { kind: 'broker', service: null },
    ],
    [
      'a relay that was never heard',
      { watermarks: new Map<string, Watermark>(), brokerNow: null },
      /relay of intake has not been heard/,
      { kind: 'relay', service: 'intake' },
    ],
    ['a fold that has stopped', { foldFault: 'Another cluster.' }, /Another cluster/, { kind: 'fold', service: null }],
  ])('is stale with %s, and says where', (_, changes, reason, hop) => {
    const freshness = assessFreshness(evidence(changes));
    expect(freshness.stale).toBe(true);
    expect(freshness.reason).toMatch(reason);
    expect(freshness.hop).toEqual(hop);
  });

  it('names the hop that is furthest behind', () => {
    const consumer = { oldestPendingAt: NOW - 60_000, measuredAgeMs: 0 };
    const watermarks = heard({ intake: { oldestUnsentAgeMs: 5_000 }, surveys: { consumer } });
    expect(assessFreshness(evidence({ watermarks })).hop).toEqual({ kind: 'consumer', service: 'surveys' });
  });
});

describe('what watermarks say', () => {
  const HOUR = 3_600_000;
  const said = (service: string, at: number, fields: object) => ({
    timestamp: String(NOW),
    value: Buffer.from(JSON.stringify({ service, at: new Date(at).toISOString(), ...fields })),
  });
  const watermarks = () => new RelayWatermarks({ brokers: ['nowhere:1'], clientId: 'spec' });

  it.each([0, HOUR, -HOUR])('is the same whatever the clock of the sender shows, %d ms off', (skew) => {
    const heardOf = watermarks();
    const waitingSince = new Date(NOW + skew - 9_000).toISOString();
    for (const service of figureSources) {
      const oldestUnsentAt = service === 'intake' ? waitingSince : null;
      const oldestUnsentAgeMs = service === 'intake' ? 9_000 : null;
      heardOf.hear(said(service, NOW + skew, { oldestUnsentAt, oldestUnsentAgeMs, consumer: takenIn }));
    }
    const freshness = assessFreshness(evidence({ watermarks: heardOf.all, brokerNow: heardOf.brokerNow }));
    expect(freshness).toMatchObject({ stale: true, hop: { kind: 'outbox', service: 'intake' } });
    expect(freshness.behindSeconds).toBeGreaterThanOrEqual(9);
    expect(freshness.behindSeconds).toBeLessThan(10);
  });

  it('is read from an earlier edition too, which says no age and nothing of its consumer', () => {
    const heardOf = watermarks();
    heardOf.hear(said('intake', NOW + HOUR, { oldestUnsentAt: new Date(NOW + HOUR - 7_000).toISOString() }));
    expect(heardOf.all.get('intake')).toMatchObject({ appendedAt: NOW, oldestUnsentAgeMs: 7_000, consumer: null });
  });

  it("gives the broker's time, and nothing before the first watermark", () => {
    const heardOf = watermarks();
    expect(heardOf.brokerNow).toBeNull();
    heardOf.hear(said('intake', 0, { oldestUnsentAt: null }));
    expect(heardOf.brokerNow).toBeGreaterThanOrEqual(NOW);
    expect(heardOf.brokerNow).toBeLessThan(NOW + 10_000);
  });
});

describe('the lag of the fold', () => {
  const progressAt = (offset: number): Progress[] => [
    { partition: 0, clusterId: null, contributionsVersion: null, folds: 1, nextOffsets: { 'dossier.events': offset } },
  ];
  const ends = (end: number): Map<string, number[]> => new Map([['dossier.events', [end]]]);

  it('lasts since the oldest sighting of what is not folded, however much came after', () => {
    const lag = new FoldLag();
    const now = 1_000_000;
    for (let second = 0; second < 1_000; second += 1) lag.see(ends(10 + second), second * 1_000);
    lag.fold(progressAt(9));
    expect(lag.unfoldedFor(now, null)).toBe(now);
    lag.fold(progressAt(500));
    expect(lag.unfoldedFor(now, null)).toBeLessThan(600_000);
    expect(lag.unfoldedFor(now, null)).toBeGreaterThanOrEqual(480_000);
    lag.fold(progressAt(1_009));
    expect(lag.unfoldedFor(now, null)).toBeNull();
  });

  it('does not begin again with a publisher that sees the ends for the first time', () => {
    const lag = new FoldLag();
    lag.fold(progressAt(9));
    lag.see(ends(10), 50_000);
    lag.seeOldest(NOW - 90_000);
    expect(lag.unfoldedFor(50_100, NOW)).toBe(90_000);
    lag.fold(progressAt(10));
    expect(lag.unfoldedFor(50_200, NOW)).toBeNull();
  });

  it('asks for what stands at the first offset that is not folded of each partition', () => {
    const lag = new FoldLag();
    lag.fold(progressAt(9));
    expect(lag.positions.get('dossier.events')).toEqual([9]);
    expect(lag.positions.get('survey.events')).toEqual([0]);
  });
});
