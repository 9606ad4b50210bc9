import { describe, expect, it } from '@jest/globals';
import { decodeAgencies, rootOf } from '../src/api/agency-directory.js';
import { decodeFigures, decodeFrame } from '../src/wall/live/decode.js';
import { agencyFigures, frame, indicator } from './frame.builder.js';

describe('decoding', () => {
  it('takes a whole frame as it is', () => {
    const sent = frame(4, {
      indicators: [indicator('onTime', 9, 10, 0.98)],
      agencies: [agencyFigures('A', indicator('satisfaction', 1, 2))],
    });
    expect(decodeFrame(JSON.stringify(sent))).toEqual(sent);
  });

  it('leaves out indicators it does not know', () => {
    const sent = { ...frame(1), indicators: [{ id: 'digitised' }, indicator('onTime', 1, 2)] };
    expect(decodeFrame(JSON.stringify(sent)).indicators).toEqual([indicator('onTime', 1, 2)]);
  });

  it('refuses broken numbers instead of showing them', () => {
    const broken = { ...frame(1), indicators: [{ ...indicator('onTime', 1, 2), numerator: '1' }] };
    expect(() => decodeFrame(JSON.stringify(broken))).toThrow('numerator is not a whole number');
  });

  it('takes missing freshness for stale', () => {
    expect(decodeFrame(JSON.stringify({ ...frame(1), freshness: {} })).freshness).toEqual({
      behindSeconds: null,
      stale: true,
      reason: null,
      hop: null,
    });
  });

  it('takes the hop that is behind, and one that it does not know for none', () => {
    const sent = (hop: unknown) =>
      decodeFrame(JSON.stringify({ ...frame(1), freshness: { behindSeconds: 7, stale: true, reason: null, hop } }));
    expect(sent({ kind: 'consumer', service: 'payments' }).freshness.hop).toEqual({
      kind: 'consumer',
      service: 'payments',
    });
    expect(sent({ kind: 'fold', service: null }).freshness.hop).toEqual({ kind: 'fold', service: null });
    expect(sent({ kind: 'pigeon', service: null }).freshness).toMatchObject({ stale: true, hop: null });
  });

  it('takes counts that an earlier service does not tell for none of them, and refuses broken ones', () => {
    const { caveats, ...earlier } = frame(1);
    const { suspendedOverdue, parked, unanswered, unansweredSince, ...gauges } = earlier.gauges;
    expect(decodeFrame(JSON.stringify({ ...earlier, gauges }))).toEqual({
      ...earlier,
      caveats,
      gauges: { ...gauges, suspendedOverdue, parked, unanswered, unansweredSince },
    });
    const broken = { ...frame(1), caveats: { completedNotJudged: '3' } };
    expect(() => decodeFrame(JSON.stringify(broken))).toThrow('completedNotJudged is not a whole number');
    const since = (unansweredSince: unknown) =>
      decodeFrame(JSON.stringify({ ...frame(1), gauges: { ...frame(1).gauges, unansweredSince } })).gauges;
    expect(since('2026-11-20T03:00:00.000Z').unansweredSince).toBe('2026-11-20T03:00:00.000Z');
    expect(() => since('yesterday')).toThrow('unansweredSince is not an instant');
  });

  it('does without the rate as first promised', () => {
    const { period, indicators, gauges } = frame(1);
    expect(decodeFigures({ period, indicators, gauges }).asFirstPromised).toBeNull();
  });

  it('finds the province at the root of the agencies', () => {
    const directory = decodeAgencies([
      { code: 'A', name: 'Sở', kind: 'DEPARTMENT', parent: 'H06' },
      { code: 'H06', name: 'Tỉnh', kind: 'PROVINCE', parent: '' },
      { code: 'broken' },
    ]);
    expect(rootOf(directory)?.name).toBe('Tỉnh');
    expect(directory.size).toBe(2);
  });
});
