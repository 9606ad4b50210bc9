import { describe, expect, it } from '@jest/globals';
import { advance, behindSeconds, closedLine, statusOf, type LineEvent } from '../src/wall/live/line-state.js';
import { frame } from './frame.builder.js';

const after = (...events: readonly LineEvent[]) => events.reduce(advance, closedLine);
const opened: LineEvent = { kind: 'opened' };
const failed: LineEvent = { kind: 'failed' };
const received = (number: number, at = 1_000, changes = {}): LineEvent => ({
  kind: 'received',
  frame: frame(number, changes),
  at,
});

describe('the line', () => {
  it('is connecting until a frame came in, live after it, stale after five silent seconds', () => {
    expect(statusOf(closedLine, 0)).toBe('connecting');
    expect(statusOf(after(opened), 0)).toBe('connecting');
    const heard = after(opened, received(1));
    expect(statusOf(heard, 6_000)).toBe('live');
    expect(statusOf(heard, 6_001)).toBe('stale');
    expect(statusOf(advance(heard, failed), 1_001)).toBe('disconnected');
  });

  it('is disconnected once the first connection failed, and until a frame comes after all', () => {
    expect(statusOf(after(failed), 0)).toBe('disconnected');
    expect(statusOf(after(failed, opened), 0)).toBe('disconnected');
    expect(statusOf(after(failed, opened, received(1)), 1_000)).toBe('live');
  });

  it('is stale when the other side says so', () => {
    const freshness = { behindSeconds: 9, stale: true, reason: 'fold lag', hop: null };
    expect(statusOf(after(opened, received(1, 1_000, { freshness })), 1_000)).toBe('stale');
  });

  it('ignores frames that are not newer, and does not take them for a sign of life', () => {
    const heard = after(
      opened,
      received(7, 1_000),
      received(6, 9_000, { at: '2026-11-24T04:00:00Z' }),
      received(7, 9_000),
    );
    expect(heard.frame?.number).toBe(7);
    expect(statusOf(heard, 9_000)).toBe('stale');
  });

  it('takes numbers that began anew after a reconnection when the frame is younger', () => {
    const younger = { at: '2026-11-24T04:00:00.000Z' };
    const older = { at: '2026-11-24T02:00:00.000Z' };
    const lost = after(opened, received(7), failed, opened);
    expect(advance(lost, received(1, 2_000, younger)).frame?.number).toBe(1);
    expect(advance(lost, received(6, 2_000, older)).frame?.number).toBe(7);
  });

  it('recovers when it opens again and the next frame comes', () => {
    const lost = after(opened, received(7), failed);
    expect(statusOf(lost, 1_500)).toBe('disconnected');
    expect(statusOf([opened, received(8, 2_000)].reduce(advance, lost), 2_000)).toBe('live');
  });

  it('reports the delay it was told, and adds the silence once it is not live', () => {
    const heard = after(opened, received(1));
    expect(behindSeconds(closedLine, 0)).toBeNull();
    expect(behindSeconds(heard, 5_000)).toBe(0.3);
    expect(behindSeconds(heard, 11_000)).toBe(11);
    const unknown = after(
      opened,
      received(1, 0, { freshness: { behindSeconds: null, stale: true, reason: null, hop: null } }),
    );
    expect(behindSeconds(unknown, 1_000)).toBeNull();
    expect(behindSeconds(unknown, 8_000)).toBe(8);
  });
});
