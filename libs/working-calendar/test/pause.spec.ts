import { describe, expect, it } from '@jest/globals';
import { dueAfterPause, shiftByPause, type ClockPolicy } from '../src/index.js';
import { at, HOUR, limit, province, thrownBy } from './builders.js';

const clock = (policy: ClockPolicy, from: string, to: string, due = '2024-02-01 10:00') => ({
  dueAt: at(due),
  pause: { from: at(from), to: at(to) },
  policy,
  limit: limit(3, 'WORKING_DAY'),
});

describe('the due instant after a supplement', () => {
  it.each([
    ['PAUSE', 'moves by the working time', '2024-01-29 10:00', '2024-01-30 09:00', '2024-02-02 09:00'],
    ['PAUSE', 'does not move over a weekend', '2024-01-26 17:00', '2024-01-29 07:00', '2024-02-01 10:00'],
    ['RESET', 'is counted again from the supplement', '2024-01-29 10:00', '2024-01-30 09:00', '2024-02-02 09:00'],
    ['RESET', 'starts at the next opening', '2024-01-26 10:00', '2024-01-27 09:00', '2024-01-31 17:00'],
    ['SHIFT', 'moves by whole working days', '2024-01-29 16:00', '2024-01-30 08:00', '2024-02-02 10:00'],
    ['SHIFT', 'does not move on the same day', '2024-01-29 08:00', '2024-01-29 16:00', '2024-02-01 10:00'],
    ['SHIFT', 'gives nothing for Tet', '2024-02-07 08:00', '2024-02-15 16:00', '2024-02-02 10:00'],
  ] as const)('%s %s', (policy, _name, from, to, due) => {
    expect(dueAfterPause(province, clock(policy, from, to))).toEqual({ dueAt: at(due), provisional: false });
  });

  it('is provisional when the pause reaches into an unsigned year', () => {
    for (const policy of ['PAUSE', 'RESET', 'SHIFT'] as const) {
      const paused = clock(policy, '2026-12-30 10:00', '2027-01-04 10:00', '2026-12-31 10:00');
      expect(dueAfterPause(province, paused).provisional).toBe(true);
    }
  });

  it('keeps what was left, and what was overdue', () => {
    const pause = { from: at('2024-01-30 09:00'), to: at('2024-01-31 15:00') };
    const left = shiftByPause(province, at('2024-01-30 16:00'), pause);
    expect(province.workingTimeBetween(pause.to, left)).toBe(5 * HOUR);
    const missed = shiftByPause(province, at('2024-01-29 16:00'), pause);
    expect(province.workingTimeBetween(missed, pause.to)).toBe(3 * HOUR);
  });

  it.each(['PAUSE', 'RESET', 'SHIFT'] as const)('%s refuses a pause that ends before it begins', (policy) => {
    const paused = clock(policy, '2024-01-30 10:00', '2024-01-29 10:00');
    expect(thrownBy(() => dueAfterPause(province, paused))).toMatchObject({ code: 'interval-reversed' });
  });
});
