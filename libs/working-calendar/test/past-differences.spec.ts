import { describe, expect, it } from '@jest/globals';
import { pastDifferences, type CalendarDefinition, type CalendarEntry } from '../src/index.js';
import { calendarOf } from './builders.js';

const TODAY = '2024-06-12';
const off = (date: string): CalendarEntry => ({ date, kind: 'OFF', source: 'a storm' });
const changes = (after: CalendarDefinition, before = calendarOf()): readonly string[] =>
  pastDifferences(before, after, TODAY);

describe('what an edition says otherwise of days that are over', () => {
  it.each([
    ['a day declared off', calendarOf({ entries: [off('2024-06-11')] }), ['2024-06-11 is OFF: a storm']],
    ['the first day of its first year', calendarOf({ entries: [off('2024-01-01')] }), ['2024-01-01 is OFF: a storm']],
    [
      'a Sunday, which calendar days may skip',
      calendarOf({ entries: [off('2024-06-09')] }),
      ['2024-06-09 is OFF: a storm'],
    ],
  ])('names %s', (_, after, expected) => {
    expect(changes(after)).toEqual(expected);
  });

  it('names a day that is not off any more, other hours, and a year that is new', () => {
    expect(changes(calendarOf(), calendarOf({ entries: [off('2024-06-11')] }))).toEqual([
      '2024-06-11 is no longer OFF: a storm',
    ]);
    const schedules = [{ validFrom: '2024-01-01', sessions: [{ weekday: 1, from: '08:00', to: '12:00' }] }];
    expect(changes(calendarOf({ schedules }))).toEqual([expect.stringContaining('1 08:00-12:00')]);
    const years = [...calendarOf().years, { year: 2023, status: 'SIGNED' as const, entries: [] }];
    expect(changes(calendarOf({ years }))).toEqual(['2023 is new']);
  });

  it.each([
    ['today', calendarOf({ entries: [off(TODAY)] })],
    ['a later day', calendarOf({ entries: [off('2025-03-04')] })],
    ['a later year', calendarOf({ years: [...calendarOf().years, { year: 2026, status: 'SIGNED', entries: [] }] })],
    [
      'hours from today on',
      calendarOf({
        schedules: [
          ...calendarOf().schedules,
          { validFrom: TODAY, sessions: [{ weekday: 1, from: '08:00', to: '12:00' }] },
        ],
      }),
    ],
    [
      'the signature under a year',
      calendarOf({ years: calendarOf().years.map((year) => ({ ...year, status: 'PROVISIONAL' })) }),
    ],
  ])('does not name %s', (_, after) => {
    expect(changes(after)).toEqual([]);
  });
});
