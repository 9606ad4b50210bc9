import { describe, expect, it, jest } from '@jest/globals';
import { compileCalendar, dueAfterPause, dueAt, dueSoonAt, judge, provinceCalendar } from '../src/index.js';
import { at, limit, province, thrownBy } from './builders.js';

describe('faults seen in running systems stay out', () => {
  it('trap 3: judges a Saturday release by the day of the release, not of the receipt', () => {
    // Received on Friday 3 May 2024 at 10:00; Saturday 4 May makes up for 29 April.
    const due = dueAt(province, at('2024-05-03 10:00'), limit(1, 'WORKING_DAY')).dueAt;
    expect(due).toEqual(at('2024-05-04 10:00'));
    expect(judge(province, at('2024-05-03 16:00'), due)).toBe('EARLY');
    expect(judge(province, at('2024-05-04 09:00'), due)).toBe('ON_TIME');
    expect(judge(province, at('2024-05-04 10:01'), due)).toBe('OVERDUE');
  });

  it('trap 4: begins the afternoon at 13:30, not at the start hour with the end minute', () => {
    const due = at('2024-01-29 16:00');
    expect(judge(province, at('2024-01-29 13:15'), due)).toBe('EARLY');
    expect(judge(province, at('2024-01-29 13:29'), due)).toBe('EARLY');
    expect(judge(province, at('2024-01-29 13:30'), due)).toBe('ON_TIME');
  });

  it('trap 6: shifts a supplement by working days, not calendar days', () => {
    const clock = {
      dueAt: at('2024-01-31 10:00'),
      // Friday to Monday: one working day, three calendar days.
      pause: { from: at('2024-01-26 09:00'), to: at('2024-01-29 09:00') },
      policy: 'SHIFT',
      limit: limit(5, 'WORKING_DAY'),
    } as const;
    expect(dueAfterPause(province, clock).dueAt).toEqual(at('2024-02-01 10:00'));
    // The day before Tet to the day after it: one working day, eight calendar days.
    const overTet = { ...clock, pause: { from: at('2024-02-07 09:00'), to: at('2024-02-15 09:00') } };
    expect(dueAfterPause(province, { ...overTet, dueAt: at('2024-02-16 10:00') }).dueAt).toEqual(
      at('2024-02-19 10:00'),
    );
  });

  it('trap 7: answers a receipt after hours with the next closing, not the opening of the day after', () => {
    const due = dueAt(province, at('2024-01-29 18:00'), limit(1, 'WORKING_DAY')).dueAt;
    expect(due).toEqual(at('2024-01-30 17:00'));
    expect(due).not.toEqual(at('2024-01-31 07:00'));
  });

  it('trap 8: takes the holidays of the next year, New Year and Tet, for a dossier of December', () => {
    const due = dueAt(province, at('2024-12-30 10:00'), limit(3, 'WORKING_DAY')).dueAt;
    expect(due).toEqual(at('2025-01-03 10:00'));
    // 31/12; 2-3, 6-10, 13-17 and 20-24 January; Tet 27-31 January; 3 and 4 February.
    expect(dueAt(province, at('2024-12-30 10:00'), limit(20, 'WORKING_DAY')).dueAt).toEqual(at('2025-02-04 10:00'));
    expect(dueAt(province, at('2025-12-31 10:00'), limit(1, 'WORKING_DAY')).dueAt).toEqual(at('2026-01-05 10:00'));
  });

  it('trap 8: refuses to guess a year that is not published, and says that it may come', () => {
    const until2024 = compileCalendar({
      ...provinceCalendar,
      years: provinceCalendar.years.filter(({ year }) => year <= 2024),
    });
    const act = () => dueAt(until2024, at('2024-12-30 10:00'), limit(3, 'WORKING_DAY'));
    expect(thrownBy(act)).toMatchObject({
      code: 'calendar-year-missing',
      kind: 'unavailable',
      retryable: true,
      details: { year: 2025, calendarId: 'province' },
    });
    expect(dueAt(until2024, at('2024-12-30 10:00'), limit(1, 'WORKING_DAY')).dueAt).toEqual(at('2024-12-31 10:00'));
  });

  it('trap 9: works on a make-up Saturday, and on no other', () => {
    expect(province.isWorkingDay('2026-08-22')).toBe(true);
    expect(province.isWorkingDay('2026-08-29')).toBe(false);
    expect(dueAt(province, at('2024-05-03 16:00'), limit(1, 'WORKING_DAY')).dueAt).toEqual(at('2024-05-04 16:00'));
    expect(dueAt(province, at('2024-05-10 16:00'), limit(1, 'WORKING_DAY')).dueAt).toEqual(at('2024-05-13 16:00'));
    expect(dueAt(province, at('2026-01-09 16:00'), limit(1, 'WORKING_DAY')).dueAt).toEqual(at('2026-01-10 16:00'));
  });

  it('trap 12: judges by the instants given, whatever the clock of the machine says', () => {
    jest.useFakeTimers({ now: at('2031-06-01 00:00') });
    try {
      expect(judge(province, at('2024-01-30 17:00'), at('2024-01-30 17:00'))).toBe('ON_TIME');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('judging', () => {
  it.each([
    ['equality is on time', '2024-01-30 17:00', '2024-01-30 17:00', 'ON_TIME'],
    ['a minute later is overdue', '2024-01-30 17:01', '2024-01-30 17:00', 'OVERDUE'],
    ['the morning before an afternoon is early', '2024-01-30 11:30', '2024-01-30 17:00', 'EARLY'],
    ['lunch before an afternoon is early', '2024-01-30 12:30', '2024-01-30 17:00', 'EARLY'],
    ['the same morning is on time', '2024-01-30 07:00', '2024-01-30 11:30', 'ON_TIME'],
    ['an instant at an opening has only itself', '2024-01-30 07:00', '2024-01-30 07:00', 'ON_TIME'],
    ['the evening before an opening is early', '2024-01-29 17:00', '2024-01-30 07:00', 'EARLY'],
    ['after closing belongs to the afternoon', '2024-01-30 14:00', '2024-01-30 20:00', 'ON_TIME'],
    ['a due instant on a day off stands alone', '2024-01-27 08:00', '2024-01-27 09:00', 'EARLY'],
  ])('%s', (_name, completed, due, outcome) => {
    expect(judge(province, at(completed), at(due))).toBe(outcome);
  });

  it('is early without a due instant', () => {
    expect(judge(province, at('2024-01-30 17:00'), null)).toBe('EARLY');
  });
});

describe('due soon', () => {
  it.each([
    ['8 working hours before', '2024-01-30 10:00', '2024-01-29 10:00'],
    ['a day that ends at closing is due soon from its opening', '2024-01-30 17:00', '2024-01-30 07:00'],
    ['over Tet', '2024-02-15 10:00', '2024-02-07 10:00'],
    ['not before the first opening of the first known year', '2023-01-03 10:00', '2023-01-03 07:00'],
  ])('%s', (_name, due, soon) => {
    expect(dueSoonAt(province, at(due))).toEqual(at(soon));
  });

  it('still refuses a due instant in a missing year', () => {
    expect(thrownBy(() => dueSoonAt(province, at('2030-01-03 10:00')))).toMatchObject({
      code: 'calendar-year-missing',
    });
  });
});
