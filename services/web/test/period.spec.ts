import { describe, expect, it } from '@jest/globals';
import { grainOf, isFuture, localDay, parsePeriod, periodLabel, stepPeriod, withGrain } from '../src/format/period.js';

describe('a period', () => {
  it('is a year, a month or a day that exists', () => {
    for (const text of ['2023', '2023-05', '2024-02-29']) expect(parsePeriod(text)).toBe(text);
    for (const text of [null, '', '23', '2023-13', '2023-00', '2023-02-29', '2023-5', '2023-05-17T00', 'nay'])
      expect(parsePeriod(text)).toBeNull();
    expect(['2023', '2023-05', '2023-05-17'].map(grainOf)).toEqual(['year', 'month', 'day']);
  });

  it('steps across the ends of months and years', () => {
    expect(stepPeriod('2023', 1)).toBe('2024');
    expect(stepPeriod('2023-12', 1)).toBe('2024-01');
    expect(stepPeriod('2023-01', -1)).toBe('2022-12');
    expect(stepPeriod('2024-03-01', -1)).toBe('2024-02-29');
  });

  it('narrows to today when today lies inside it, else to its last part', () => {
    expect(withGrain('2026', 'month', '2026-11-24')).toBe('2026-11');
    expect(withGrain('2026-11', 'day', '2026-11-24')).toBe('2026-11-24');
    expect(withGrain('2023', 'month', '2026-11-24')).toBe('2023-12');
    expect(withGrain('2024-02', 'day', '2026-11-24')).toBe('2024-02-29');
    expect(withGrain('2023-05-17', 'year', '2026-11-24')).toBe('2023');
  });

  it('is future when it has not begun', () => {
    expect(isFuture('2027', '2026-11-24')).toBe(true);
    expect(isFuture('2026', '2026-11-24')).toBe(false);
    expect(isFuture('2026-12', '2026-11-24')).toBe(true);
    expect(isFuture('2026-11-24', '2026-11-24')).toBe(false);
  });

  it('is named in Vietnamese', () => {
    expect(['2023', '2023-05', '2023-05-07'].map(periodLabel)).toEqual(['Năm 2023', 'Tháng 5/2023', 'Ngày 07/05/2023']);
  });

  it('begins at local midnight', () => {
    expect(localDay(Date.parse('2026-12-31T16:59:59Z'))).toBe('2026-12-31');
    expect(localDay(Date.parse('2026-12-31T17:00:00Z'))).toBe('2027-01-01');
  });
});
