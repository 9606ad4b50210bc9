import { describe, expect, it } from '@jest/globals';
import { happenedAtOf } from '../src/index.js';

const now = new Date('2024-01-29T03:00:00Z');
const minutesFromNow = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('when something happened', () => {
  it('is now unless it is stated, and never later than now', () => {
    expect(happenedAtOf(undefined, now, false)).toBe(now);
    expect(happenedAtOf(new Date(now.getTime() + 1_000), now, false)).toBe(now);
    expect(happenedAtOf(minutesFromNow(-6), now, true)).toEqual(minutesFromNow(-6));
  });

  it('is refused in local time when it lies in the future', () => {
    expect(() => happenedAtOf(minutesFromNow(60), now, true)).toThrow(
      'happenedAt 2024-01-29T11:00:00+07:00 lies in the future (it is 2024-01-29T10:00:00+07:00).',
    );
  });

  it('is refused by the name of the field that states it', () => {
    const field = 'correction.completedAt';
    expect(() => happenedAtOf(minutesFromNow(-6), now, false, field)).toThrow(
      'correction.completedAt lies more than five minutes back',
    );
    expect(() => happenedAtOf(minutesFromNow(60), now, false, field)).toThrow(/^correction\.completedAt 2024-01-29/);
  });
});
