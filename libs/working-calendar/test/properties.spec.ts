import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addLocalDays, localDayOf } from '@motcua/kernel';
import { compileCalendar, dueAfterPause, dueAt, provinceCalendar, shiftByPause, type TimeLimit } from '../src/index.js';
import { at, HOUR, limit, province } from './builders.js';

const first = at('2023-01-01 00:00').getTime();
const last = at('2026-06-30 23:59').getTime();
const instant = fc.integer({ min: first, max: last }).map((ms) => new Date(ms));
/** Up to 60 working days, often a whole number of half hours, so that ends of sessions are really met. */
const duration = fc.oneof(
  fc.integer({ min: 0, max: 960 }).map((halfHours) => (halfHours * HOUR) / 2),
  fc.integer({ min: 0, max: 480 * HOUR }),
);
/** Often on the half hour, for the same reason. */
const start = fc.oneof(
  instant,
  instant.map((date) => new Date(Math.floor(date.getTime() / (HOUR / 2)) * (HOUR / 2))),
);
const ordered = (...dates: Date[]): Date[] => dates.toSorted((a, b) => a.getTime() - b.getTime());
const inSession = (date: Date): boolean =>
  province.sessionsOn(localDayOf(date)).some(({ from, to }) => from <= date.getTime() && date.getTime() <= to);

const amount = fc.integer({ min: 1, max: 40 });
const timeLimit: fc.Arbitrary<TimeLimit> = fc.oneof(
  fc.tuple(amount, fc.constantFrom('HOUR', 'HALF_DAY', 'WORKING_DAY')).map(([count, unit]) => limit(count, unit)),
  fc.tuple(amount, fc.option(fc.constantFrom('09:00', '15:00', '16:30'))).map(([count, cutOff]) => ({
    ...limit(count, 'WORKING_DAY', 'DAY_END'),
    cutOff,
  })),
  fc
    .tuple(amount, fc.constantFrom('HOUR_EXACT', 'DAY_END'), fc.boolean())
    .map(([count, mode, skipHolidays]) => ({ ...limit(count, 'CALENDAR_DAY', mode), skipHolidays })),
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('HOUR_EXACT', 'DAY_END'))
    .map(([count, mode]) => limit(count, 'MONTH', mode)),
);
/** Calendar days and months to the hour keep the time of day, so only their days are in order (README, Rules). */
const keepsTimeOfDay = ({ unit, countingMode }: TimeLimit): boolean =>
  (unit === 'CALENDAR_DAY' || unit === 'MONTH') && countingMode === 'HOUR_EXACT';

describe('for all instants and durations', () => {
  it('adding a and then b is adding a + b', () => {
    fc.assert(
      fc.property(start, duration, duration, (from, a, b) => {
        expect(province.addWorkingTime(province.addWorkingTime(from, a), b)).toEqual(
          province.addWorkingTime(from, a + b),
        );
      }),
    );
  });

  it('a later start or a longer time never gives an earlier end', () => {
    fc.assert(
      fc.property(start, start, duration, duration, (one, other, a, b) => {
        const [earlier, later] = ordered(one, other) as [Date, Date];
        const end = province.addWorkingTime(later, Math.max(a, b)).getTime();
        expect(province.addWorkingTime(earlier, Math.min(a, b)).getTime()).toBeLessThanOrEqual(end);
      }),
    );
  });

  it('a later receipt never makes a dossier due earlier, and neither does a longer limit', () => {
    fc.assert(
      fc.property(start, start, timeLimit, fc.integer({ min: 0, max: 10 }), (one, other, given, more) => {
        const [earlier, later] = ordered(one, other) as [Date, Date];
        const due = dueAt(province, earlier, given).dueAt;
        const longer = dueAt(province, earlier, { ...given, amount: given.amount + more }).dueAt;
        expect(due.getTime()).toBeLessThanOrEqual(longer.getTime());
        const dueLater = dueAt(province, later, given).dueAt;
        if (keepsTimeOfDay(given)) expect(localDayOf(due) <= localDayOf(dueLater)).toBe(true);
        else expect(due.getTime()).toBeLessThanOrEqual(dueLater.getTime());
      }),
    );
  });

  it('a dossier is due in a working session, after its receipt', () => {
    fc.assert(
      fc.property(start, timeLimit, (received, given) => {
        const due = dueAt(province, received, given).dueAt;
        expect(due > received).toBe(true);
        expect(inSession(due)).toBe(true);
      }),
    );
  });

  it('the working time between a start and its end is what was added, and counting back takes it away', () => {
    fc.assert(
      fc.property(start, duration, (from, ms) => {
        const end = province.addWorkingTime(from, ms);
        expect(province.workingTimeBetween(from, end)).toBe(ms);
        const back = province.subtractWorkingTime(at('2026-12-31 17:00'), ms);
        expect(province.workingTimeBetween(back, at('2026-12-31 17:00'))).toBe(ms);
      }),
    );
  });

  it('added time ends in a working session', () => {
    fc.assert(
      fc.property(start, duration, (from, ms) => {
        fc.pre(ms > 0);
        expect(inSession(province.addWorkingTime(from, ms))).toBe(true);
        expect(inSession(province.startOfClock(from))).toBe(true);
      }),
    );
  });

  it('a pause of no length changes nothing', () => {
    fc.assert(
      fc.property(start, start, (due, when) => {
        const pause = { from: when, to: when };
        for (const policy of ['PAUSE', 'SHIFT'] as const) {
          const clock = { dueAt: due, pause, policy, limit: limit(1, 'WORKING_DAY') };
          expect(dueAfterPause(province, clock).dueAt).toEqual(due);
        }
      }),
    );
  });

  it('a pause cut in two moves as far as the whole', () => {
    fc.assert(
      fc.property(start, start, start, fc.integer({ min: 1, max: 20 }), (a, b, c, days) => {
        const [from, cut, to] = ordered(a, b, c).map((date) => new Date(first + (date.getTime() - first) / 10)) as [
          Date,
          Date,
          Date,
        ];
        const due = province.addWorkingTime(from, days * 8 * HOUR);
        const whole = shiftByPause(province, due, { from, to });
        expect(shiftByPause(province, shiftByPause(province, due, { from, to: cut }), { from: cut, to })).toEqual(
          whole,
        );

        const shift = (dueAt: Date, begin: Date, end: Date): Date =>
          dueAfterPause(province, {
            dueAt,
            pause: { from: begin, to: end },
            policy: 'SHIFT',
            limit: limit(days, 'WORKING_DAY'),
          }).dueAt;
        expect(shift(shift(due, from, cut), cut, to)).toEqual(shift(due, from, to));
      }),
    );
  });

  it('a clock that is counted anew knows only when the last pause ended', () => {
    fc.assert(
      fc.property(start, start, start, timeLimit, (due, one, other, given) => {
        const [from, to] = ordered(one, other) as [Date, Date];
        const anew = dueAfterPause(province, { dueAt: due, pause: { from, to }, policy: 'RESET', limit: given });
        expect(anew.dueAt).toEqual(dueAt(province, to, given).dueAt);
      }),
    );
  });

  it('a holiday on a weekend changes no working time', () => {
    const sunday = fc
      .integer({ min: 0, max: 150 })
      .map((week) => addLocalDays('2023-01-08', week * 7))
      .filter((day) => !province.isDeclaredOff(day));
    fc.assert(
      fc.property(sunday, start, duration, (date, from, ms) => {
        const entry = { date, kind: 'OFF' as const, source: 'spec' };
        const years = provinceCalendar.years.map((year) =>
          date.startsWith(String(year.year)) ? { ...year, entries: [...year.entries, entry] } : year,
        );
        const calendar = compileCalendar({ ...provinceCalendar, years });
        expect(calendar.isDeclaredOff(date)).toBe(true);
        expect(calendar.addWorkingTime(from, ms)).toEqual(province.addWorkingTime(from, ms));
      }),
    );
  });

  it('the order of years, entries, schedules and sessions has no meaning', () => {
    const [schedule] = provinceCalendar.schedules;
    const shuffled = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });
    const definition = fc
      .tuple(shuffled(schedule!.sessions), fc.tuple(...provinceCalendar.years.map(({ entries }) => shuffled(entries))))
      .chain(([sessions, entries]) =>
        shuffled(provinceCalendar.years.map((year, index) => ({ ...year, entries: entries[index]! }))).map((years) => ({
          ...provinceCalendar,
          schedules: [{ ...schedule!, sessions }],
          years,
        })),
      );
    fc.assert(
      fc.property(definition, start, duration, (other, from, ms) => {
        expect(compileCalendar(other).addWorkingTime(from, ms)).toEqual(province.addWorkingTime(from, ms));
      }),
    );
  });
});
