import { describe, expect, it } from '@jest/globals';
import { addLocalDays, type LocalDay } from '@motcua/kernel';
import { compileCalendar, provinceCalendar, type CalendarEntry } from '../src/index.js';
import { at, calendarOf, HOUR, province, thrownBy } from './builders.js';

function workingDaysOf(year: number): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addLocalDays(day, 1)) {
    if (province.isWorkingDay(day)) days.push(day);
  }
  return days;
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });

/** New Year, the first three days of the lunar year and the eve, Hung Kings, 30/4 with 1/5, and 2/9 (Labour Code, article 112). */
function statutoryDaysOf(year: number): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addLocalDays(day, 1)) {
    const lunarDay = lunar.format(new Date(`${day}T00:00:00Z`));
    if (['01-01', '04-30', '05-01', '09-02'].includes(day.slice(5)) || lunarDay === '3/10') days.push(day);
    if (lunarDay === '1/1') days.push(...[-1, 0, 1].map((count) => addLocalDays(day, count)));
  }
  return days;
}

describe('the province calendar', () => {
  it.each([
    [2023, 249],
    [2024, 251],
    [2025, 250],
    [2026, 249],
    [2027, 249],
  ])('%i has %i working days', (year, count) => {
    expect(workingDaysOf(year)).toHaveLength(count);
  });

  it.each([
    [
      2023,
      '01-01 01-02 01-20 01-21 01-22 01-23 01-24 01-25 01-26 04-29 04-30 05-01 05-02 05-03 09-01 09-02 09-03 09-04',
      '',
    ],
    [2024, '01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03', '05-04'],
    [2025, '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02', '04-26'],
    [2026, '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24', '01-10 08-22'],
  ])('holds the national dates of %i as published', (number, off, makeup) => {
    const { entries } = provinceCalendar.years.find(({ year }) => year === number)!;
    const dates = (kind: CalendarEntry['kind']): string =>
      entries
        .filter((entry) => entry.kind === kind)
        .map(({ date }) => date.slice(5))
        .toSorted()
        .join(' ');
    expect([dates('OFF'), dates('MAKEUP')]).toEqual([off, makeup]);
  });

  it('keeps Vietnam Culture Day from 2026 on only', () => {
    // 24 November is a Monday in 2025 and a Tuesday in 2026.
    expect([2025, 2026].map((year) => province.isWorkingDay(`${year}-11-24`))).toEqual([true, false]);
  });

  it('works on Saturdays exactly where they are made up', () => {
    const saturdays = [2023, 2024, 2025, 2026, 2027]
      .flatMap(workingDaysOf)
      .filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0);
    expect(saturdays).toEqual(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22']);
  });

  it('declares every statutory day off, also where it falls on a weekend', () => {
    for (const year of [2023, 2024, 2025, 2026, 2027]) {
      const days = statutoryDaysOf(year);
      expect(days.filter((day) => !province.isDeclaredOff(day))).toEqual([]);
      expect(days).toHaveLength(8);
    }
  });

  it('declares days of a weekend off where they are holidays, and no plain weekend beside one', () => {
    const off = provinceCalendar.years.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'OFF'));
    const weekend = (day: LocalDay): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;
    const dates = off.map(({ date }) => date).filter(weekend);
    expect(dates.toSorted().join(' ')).toBe(
      [
        '2023-01-01 2023-01-21 2023-01-22 2023-04-29 2023-04-30 2023-09-02 2023-09-03',
        '2024-02-10 2024-02-11 2026-04-26 2027-02-06 2027-02-07 2027-05-01 2027-05-02',
      ].join(' '),
    );
    expect(
      ['2024-04-27', '2024-08-31', '2025-01-25', '2026-02-14'].filter((day) => province.isDeclaredOff(day)),
    ).toEqual([]);
  });

  it('names the source of each entry, and makes up only on weekends', () => {
    const entries = provinceCalendar.years.flatMap((year) => year.entries);
    expect(entries.filter(({ source }) => source.trim() === '')).toEqual([]);
    const weekend = (day: LocalDay): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;
    expect(entries.filter(({ date, kind }) => kind === 'MAKEUP' && !weekend(date))).toEqual([]);
  });

  it('marks only 2027 as provisional, in the status and in every source', () => {
    expect([2023, 2024, 2025, 2026, 2027].filter((year) => province.provisional(`${year}-06-01`))).toEqual([2027]);
    const sources = provinceCalendar.years.find(({ year }) => year === 2027)!.entries.map(({ source }) => source);
    expect(sources.every((source) => source.startsWith('Provisional'))).toBe(true);
  });
});

describe('the start of the clock', () => {
  it.each([
    ['before opening', '2024-01-29 05:00', '2024-01-29 07:00'],
    ['in a session', '2024-01-29 10:07', '2024-01-29 10:07'],
    ['at the end of the morning', '2024-01-29 11:30', '2024-01-29 13:30'],
    ['at lunch', '2024-01-29 12:00', '2024-01-29 13:30'],
    ['at closing', '2024-01-29 17:00', '2024-01-30 07:00'],
    ['after closing on Friday', '2024-01-26 18:00', '2024-01-29 07:00'],
    ['on a day off', '2024-02-10 09:00', '2024-02-15 07:00'],
    ['on a make-up Saturday', '2024-05-04 09:00', '2024-05-04 09:00'],
  ])('%s', (_name, given, start) => {
    expect(province.startOfClock(at(given))).toEqual(at(start));
  });
});

describe('working time', () => {
  it('stays at the end of a session when it runs out there, and at an opening when counted back', () => {
    expect(province.addWorkingTime(at('2024-01-29 10:00'), 1.5 * HOUR)).toEqual(at('2024-01-29 11:30'));
    expect(province.addWorkingTime(at('2024-01-29 17:00'), 8 * HOUR)).toEqual(at('2024-01-30 17:00'));
    expect(province.subtractWorkingTime(at('2024-01-30 17:00'), 8 * HOUR)).toEqual(at('2024-01-30 07:00'));
    expect(province.subtractWorkingTime(at('2024-01-30 07:00'), HOUR)).toEqual(at('2024-01-29 16:00'));
  });

  it('is none on days off and 8 hours on a make-up Saturday', () => {
    expect(province.workingTimeBetween(at('2024-02-08 00:00'), at('2024-02-15 07:00'))).toBe(0);
    expect(province.workingTimeBetween(at('2024-05-04 00:00'), at('2024-05-05 23:00'))).toBe(8 * HOUR);
    expect(province.workingTimeBetween(at('2024-01-29 11:00'), at('2024-01-29 14:00'))).toBe(HOUR);
  });

  it('refuses an interval that ends before it begins, and a negative or broken duration', () => {
    expect(thrownBy(() => province.workingTimeBetween(at('2024-01-30 10:00'), at('2024-01-29 10:00')))).toMatchObject({
      code: 'interval-reversed',
    });
    for (const ms of [-1, 0.5, Number.NaN, Infinity]) {
      expect(thrownBy(() => province.addWorkingTime(at('2024-01-29 10:00'), ms))).toMatchObject({
        code: 'working-time-invalid',
      });
    }
  });

  it('follows the schedule in force on each day', () => {
    const [first] = calendarOf().schedules;
    const calendar = compileCalendar(
      calendarOf({
        schedules: [
          { validFrom: '2024-07-01', sessions: [{ weekday: 1, from: '07:30', to: '11:30' }] },
          { ...first!, validFrom: '2024-01-01' },
        ],
      }),
    );
    expect(calendar.startOfClock(at('2024-06-28 18:00'))).toEqual(at('2024-07-01 07:30'));
    expect(calendar.isWorkingDay('2024-06-25')).toBe(true);
    expect(calendar.isWorkingDay('2024-07-02')).toBe(false);
  });

  it('lets a day off beat a weekday and a make-up day beat a weekend, with the hours of Monday', () => {
    const calendar = compileCalendar(
      calendarOf({
        entries: [
          { date: '2024-05-04', kind: 'MAKEUP', source: 'swap' },
          { date: '2024-04-29', kind: 'OFF', source: 'swap' },
        ],
      }),
    );
    expect(calendar.sessionsOn('2024-04-29')).toEqual([]);
    expect(calendar.sessionsOn('2024-05-04')).toEqual([
      { from: at('2024-05-04 08:00').getTime(), to: at('2024-05-04 12:00').getTime() },
      { from: at('2024-05-04 13:00').getTime(), to: at('2024-05-04 17:00').getTime() },
    ]);
  });

  it('walks ten years in a moment', () => {
    const years = Array.from({ length: 12 }, (_, index) => ({
      year: 2024 + index,
      status: 'SIGNED' as const,
      entries: [],
    }));
    const calendar = compileCalendar(calendarOf({ years }));
    const began = performance.now();
    const end = calendar.addWorkingTime(at('2024-01-01 08:00'), 2610 * 8 * HOUR);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(calendar.workingTimeBetween(at('2024-01-01 08:00'), end)).toBe(2610 * 8 * HOUR);
  });
});

describe('compiling a calendar', () => {
  it('reports every fault together', () => {
    const definition = calendarOf({
      schedules: [
        {
          validFrom: '2024-02-01',
          sessions: [
            { weekday: 1, from: '08:00', to: '12:00' },
            { weekday: 1, from: '11:00', to: '15:00' },
            { weekday: 2, from: '12:00', to: '08:00' },
            { weekday: 8, from: '08:00', to: '12:00' },
            { weekday: 3, from: '8:00', to: '12:00' },
          ],
        },
        { validFrom: '2024-02-01', sessions: [] },
      ],
      years: [
        {
          year: 2024,
          status: 'SIGNED',
          entries: [
            { date: '2024-03-01', kind: 'OFF', source: 'a' },
            { date: '2024-03-01', kind: 'MAKEUP', source: 'b' },
            { date: '2025-03-01', kind: 'OFF', source: 'c' },
            { date: '2024-02-30', kind: 'OFF', source: 'd' },
          ],
        },
        { year: 2024, status: 'SIGNED', entries: [] },
      ],
    });
    const error = thrownBy(() => compileCalendar(definition)) as { details: { faults: string[] } };
    expect(error).toMatchObject({ code: 'calendar-invalid', retryable: false });
    for (const sentence of [
      'Two schedules are valid from 2024-02-01.',
      'sessions 08:00-12:00 on weekday 1 and 11:00-15:00 on weekday 1 overlap.',
      'session 12:00-08:00 on weekday 2 must end after it begins.',
      'weekday 8 is unknown',
      'session 8:00-12:00 on weekday 3 must read HH:MM to HH:MM.',
      'Year 2024 is given twice.',
      'Year 2024: 2024-03-01 is given twice.',
      'Year 2024: 2025-03-01 lies outside its year.',
      'Year 2024: "2024-02-30" is not a day of the calendar.',
      'Year 2024 begins before any schedule is valid.',
    ]) {
      expect(error.details.faults).toContainEqual(expect.stringContaining(sentence));
    }
  });

  it('refuses a make-up day that would have no hours', () => {
    const definition = calendarOf({
      schedules: [{ validFrom: '2024-01-01', sessions: [{ weekday: 2, from: '08:00', to: '12:00' }] }],
      entries: [{ date: '2024-05-04', kind: 'MAKEUP', source: 'swap' }],
    });
    expect(thrownBy(() => compileCalendar(definition))).toMatchObject({
      details: { faults: ['Make-up day 2024-05-04 has no Monday sessions to work.'] },
    });
  });
});
