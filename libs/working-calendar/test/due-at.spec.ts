import { describe, expect, it } from '@jest/globals';
import { toLocalIso } from '@motcua/kernel';
import { compileCalendar, dueAt, type TimeLimit } from '../src/index.js';
import { at, calendarOf, limit, province, thrownBy } from './builders.js';

const local = (date: Date): string => toLocalIso(date).slice(0, 16).replace('T', ' ');
const dueOf = (received: string, timeLimit: TimeLimit): string => local(dueAt(province, at(received), timeLimit).dueAt);

const fiveDays = limit(5, 'WORKING_DAY');
const oneDay = limit(1, 'WORKING_DAY');
const twoDays = limit(2, 'WORKING_DAY');
const halfDay = limit(1, 'HALF_DAY');

describe('the appointment on the slip, hour-exact', () => {
  it.each([
    ['Thursday before Tet', '2024-02-01 10:00', fiveDays, '2024-02-15 10:00'],
    ['Friday before a swapped Monday', '2024-04-26 16:00', oneDay, '2024-05-02 16:00'],
    ['Monday after closing', '2024-01-29 18:00', oneDay, '2024-01-30 17:00'],
    ['Saturday', '2024-01-27 09:00', oneDay, '2024-01-29 17:00'],
    ['Monday morning, half a day', '2024-01-29 10:00', halfDay, '2024-01-29 16:00'],
    ['Monday afternoon, half a day', '2024-01-29 16:00', halfDay, '2024-01-30 10:00'],
    ['Friday before a make-up Saturday', '2026-08-21 14:00', twoDays, '2026-08-24 14:00'],
    ['Monday at opening', '2024-01-29 07:00', oneDay, '2024-01-29 17:00'],
  ])('%s: received %s', (_name, received, timeLimit, due) => {
    expect(dueOf(received, timeLimit)).toBe(due);
  });

  it('counts hours as working hours', () => {
    expect(dueOf('2024-01-29 10:00', limit(2, 'HOUR'))).toBe('2024-01-29 14:00');
    expect(dueOf('2024-01-29 16:00', limit(16, 'HOUR'))).toBe(dueOf('2024-01-29 16:00', twoDays));
  });
});

describe('the appointment on the slip, to the end of the day', () => {
  it.each([
    ['the first day is not counted', '2024-01-29 10:00', 1, '2024-01-30 17:00'],
    ['at opening as well', '2024-01-29 07:00', 1, '2024-01-30 17:00'],
    ['after closing the same next day', '2024-01-29 18:00', 1, '2024-01-30 17:00'],
    ['from a Saturday', '2024-01-27 09:00', 1, '2024-01-29 17:00'],
    ['across Tet', '2024-02-01 10:00', 5, '2024-02-15 17:00'],
    ['over a make-up Saturday', '2026-08-21 14:00', 1, '2026-08-22 17:00'],
  ])('%s', (_name, received, days, due) => {
    expect(dueOf(received, limit(days, 'WORKING_DAY', 'DAY_END'))).toBe(due);
  });
});

describe('calendar days and months', () => {
  it.each([
    ['counts weekends', '2024-01-25 10:00', limit(5, 'CALENDAR_DAY', 'DAY_END'), '2024-01-30 17:00'],
    [
      'moves from Saturday to the closing of Monday',
      '2024-01-22 10:00',
      limit(5, 'CALENDAR_DAY', 'DAY_END'),
      '2024-01-29 17:00',
    ],
    ['moves over all of Tet', '2024-02-05 10:00', limit(3, 'CALENDAR_DAY', 'DAY_END'), '2024-02-15 17:00'],
    ['ends on a make-up Saturday', '2024-04-29 10:00', limit(5, 'CALENDAR_DAY', 'DAY_END'), '2024-05-04 17:00'],
    ['keeps the time of day', '2024-01-25 10:20', limit(5, 'CALENDAR_DAY'), '2024-01-30 10:20'],
    ['keeps the time when it moves', '2024-01-22 10:20', limit(5, 'CALENDAR_DAY'), '2024-01-29 10:20'],
    ['before opening becomes the opening', '2024-01-25 05:00', limit(5, 'CALENDAR_DAY'), '2024-01-30 07:00'],
    ['lunch becomes the end of the morning', '2024-01-25 12:00', limit(5, 'CALENDAR_DAY'), '2024-01-30 11:30'],
    ['after closing becomes the closing', '2024-01-25 20:00', limit(5, 'CALENDAR_DAY'), '2024-01-30 17:00'],
    ['the same day of the next month', '2024-03-12 09:00', limit(1, 'MONTH'), '2024-04-12 09:00'],
    ["at most the month's last day", '2024-01-31 09:00', limit(1, 'MONTH'), '2024-02-29 09:00'],
    ["the month's last day is a Friday in 2025", '2025-01-31 09:00', limit(1, 'MONTH', 'DAY_END'), '2025-02-28 17:00'],
    ['months cross the year and move', '2024-11-01 09:00', limit(2, 'MONTH', 'DAY_END'), '2025-01-02 17:00'],
  ])('%s', (_name, received, timeLimit, due) => {
    expect(dueOf(received, timeLimit)).toBe(due);
  });
});

describe('a limit of the same day, with a cut-off', () => {
  const sameDay = { ...limit(1, 'WORKING_DAY', 'DAY_END'), cutOff: '15:00' };
  it.each([
    ['in the morning', '2024-01-29 10:00', '2024-01-29 17:00'],
    ['at the cut-off itself', '2024-01-29 15:00', '2024-01-29 17:00'],
    ['a minute later', '2024-01-29 15:01', '2024-01-30 17:00'],
    ['after the cut-off before a weekend', '2024-01-26 15:01', '2024-01-29 17:00'],
    ['after the cut-off before Tet', '2024-02-07 16:00', '2024-02-15 17:00'],
    ['on a day off, however early', '2024-01-27 08:00', '2024-01-29 17:00'],
    ['on a make-up Saturday', '2024-05-04 09:00', '2024-05-04 17:00'],
  ])('received %s', (_name, received, due) => {
    expect(dueOf(received, sameDay)).toBe(due);
  });

  it('counts further days from there, as for copies of many pages', () => {
    expect(dueOf('2024-01-29 10:00', { ...sameDay, amount: 3 })).toBe('2024-01-31 17:00');
    expect(dueOf('2024-01-29 16:00', { ...sameDay, amount: 3 })).toBe('2024-02-01 17:00');
  });
});

describe('calendar days that skip holidays', () => {
  const skipping = (days: number) => ({ ...limit(days, 'CALENDAR_DAY', 'DAY_END'), skipHolidays: true });

  it('do not count decreed days off, and do count weekends', () => {
    expect(dueOf('2024-01-25 10:00', skipping(5))).toBe('2024-01-30 17:00');
    expect(dueOf('2024-02-06 10:00', { ...skipping(5), skipHolidays: false })).toBe('2024-02-15 17:00');
  });

  it.each([
    // 1 to 4 September are National Day's: 5, 6 and 7 are counted.
    ['National Day, of which two days are a weekend', '2023-08-31 09:00', 3, '2023-09-07 17:00'],
    // 8 to 14 February are Tet's: 15, 16 and Saturday 17 are counted, and the end moves to Monday.
    ['Tet, of which two days are a weekend', '2024-02-07 09:00', 3, '2024-02-19 17:00'],
    // 7 February, then 15, 16, 17 and 18: the end moves from Sunday to Monday.
    ['Tet, begun a day before', '2024-02-06 10:00', 5, '2024-02-19 17:00'],
    // Saturday 29 and Sunday 30 April, 1 to 3 May are off: 4 May is the first one counted.
    ['Hung Kings on a Saturday', '2023-04-28 10:00', 1, '2023-05-04 17:00'],
    // Sunday 26 April is Hung Kings and Monday its substitute: 25 and 28 are counted.
    ['Hung Kings on a Sunday', '2026-04-24 10:00', 2, '2026-04-28 17:00'],
  ])('skip a holiday that lies on a weekend: %s', (_name, received, days, due) => {
    expect(dueOf(received, skipping(days))).toBe(due);
  });
});

describe('what an appointment admits about itself', () => {
  it('is provisional as soon as a day of an unsigned year is used', () => {
    expect(dueAt(province, at('2026-12-30 10:00'), oneDay).provisional).toBe(false);
    expect(dueAt(province, at('2026-12-31 10:00'), oneDay).provisional).toBe(true);
    expect(dueAt(province, at('2026-12-20 10:00'), limit(1, 'MONTH')).provisional).toBe(true);
    expect(dueAt(province, at('2027-03-01 10:00'), oneDay).provisional).toBe(true);
  });

  it('is provisional as well when only its beginning lies in an unsigned year', () => {
    const years = calendarOf().years.map((year) =>
      year.year === 2024 ? { ...year, status: 'PROVISIONAL' as const } : year,
    );
    const calendar = compileCalendar(calendarOf({ years }));
    expect(dueAt(calendar, at('2024-12-31 10:00'), oneDay).provisional).toBe(true);
    expect(dueAt(calendar, at('2025-01-01 10:00'), oneDay).provisional).toBe(false);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the amount %p', (amount) => {
    expect(thrownBy(() => dueAt(province, at('2024-01-29 10:00'), limit(amount, 'HOUR')))).toMatchObject({
      code: 'time-limit-invalid',
      retryable: false,
    });
  });
});
