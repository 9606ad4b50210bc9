import { describe, expect, it } from '@jest/globals';
import { compileCalendar, isWorkingMoment, lastWorkingDay, nearestMoments } from '../src/index.js';
import { at, calendarOf, province } from './builders.js';

describe('an instant that is promised to people', () => {
  it.each([
    ['2024-01-29 10:00', true],
    ['2024-01-29 07:00', true],
    ['2024-01-29 11:30', true],
    ['2024-01-29 17:00', true],
    ['2024-01-29 12:30', false],
    ['2024-01-29 17:01', false],
    ['2024-01-28 03:00', false],
    ['2024-01-01 09:00', false],
    ['2024-05-04 09:00', true],
  ])('%s lies in working time: %s', (given, lies) => {
    expect(isWorkingMoment(province, at(given))).toBe(lies);
  });

  it.each([
    ['2024-01-28 03:00', '2024-01-26 17:00', '2024-01-29 07:00'],
    ['2024-01-29 12:30', '2024-01-29 11:30', '2024-01-29 13:30'],
    ['2025-01-01 09:00', '2024-12-31 17:00', '2025-01-02 07:00'],
  ])('%s has %s before it and %s after it', (given, before, after) => {
    expect(nearestMoments(province, at(given))).toEqual({ before: at(before), after: at(after) });
  });

  it('has no moment after it where the calendar ends, and none before where it begins', () => {
    expect(nearestMoments(province, at('2027-12-31 17:01'))).toEqual({ before: at('2027-12-31 17:00'), after: null });
    expect(nearestMoments(province, at('2023-01-01 09:00'))).toEqual({ before: null, after: at('2023-01-03 07:00') });
  });
});

describe('how far a calendar reaches', () => {
  it('is the last working day of the last year before a gap', () => {
    expect([province.firstYear, province.lastYear, lastWorkingDay(province)]).toEqual([2023, 2027, '2027-12-31']);
    const [first] = calendarOf().years;
    const years = [2024, 2026, 2025, 2028].map((year) => ({ ...first!, year }));
    const gap = compileCalendar(calendarOf({ years }));
    expect([gap.firstYear, gap.lastYear, lastWorkingDay(gap)]).toEqual([2024, 2026, '2026-12-31']);
  });

  it('is nowhere when it holds no year', () => {
    const empty = compileCalendar(calendarOf({ years: [] }));
    expect([empty.firstYear, empty.lastYear, lastWorkingDay(empty)]).toEqual([null, null, null]);
  });
});
