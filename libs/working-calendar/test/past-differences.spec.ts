import { describe, expect, it } from '@jest/globals';
import {
  compileCalendar,
  lastDayBegun,
  pastDifferences,
  type CalendarDefinition,
  type CalendarEntry,
} from '../src/index.js';
import { calendarOf } from './builders.js';

const LAST = '2024-06-11';
const NEXT = '2024-06-12';
const off = (date: string): CalendarEntry => ({ date, kind: 'OFF', source: 'a storm' });
const changes = (after: CalendarDefinition, before = calendarOf()): readonly string[] =>
  pastDifferences(before, after, LAST);

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
    ['the next day', calendarOf({ entries: [off(NEXT)] })],
    ['a later day', calendarOf({ entries: [off('2025-03-04')] })],
    ['a later year', calendarOf({ years: [...calendarOf().years, { year: 2026, status: 'SIGNED', entries: [] }] })],
    [
      'hours from the next day on',
      calendarOf({
        schedules: [
          ...calendarOf().schedules,
          { validFrom: NEXT, sessions: [{ weekday: 1, from: '08:00', to: '12:00' }] },
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

describe('the last day on which work has begun', () => {
  const begunAt = (text: string) => lastDayBegun(compileCalendar(calendarOf()), new Date(`${text}:00+07:00`));

  it('is today from its first working minute on, and yesterday before', () => {
    expect(['2024-06-12T06:00', '2024-06-12T20:00'].map(begunAt)).toEqual(['2024-06-11', '2024-06-12']);
  });

  it('is the day before on a day off, and beyond the years of the calendar', () => {
    expect(begunAt('2024-06-09T12:00')).toBe('2024-06-08');
    expect(begunAt('2031-06-11T12:00')).toBe('2031-06-10');
  });
});
