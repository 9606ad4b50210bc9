import { describe, expect, it } from '@jest/globals';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { appointmentOf, timeLeft } from '../src/desk/working-time.js';

const calendar = compileCalendar(provinceCalendar);
/** Monday 29 January 2024, 10:00 in the province. */
const now = new Date('2024-01-29T03:00:00Z');
const days = { amount: 3, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false } as const;

describe('working time on the desk', () => {
  it('is what is left until the due instant, nights and weekends left out', () => {
    expect(timeLeft(calendar, '2024-01-30T03:00:00Z', now)).toEqual({ late: false, days: 1, hours: 0 });
    expect(timeLeft(calendar, '2024-01-29T08:30:00Z', now)).toEqual({ late: false, days: 0, hours: 3 });
    // Friday 16:00 to Monday 10:00.
    expect(timeLeft(calendar, '2024-01-26T09:00:00Z', now)).toMatchObject({ late: true, days: 0 });
  });

  it('is not known beyond the years that are published', () => {
    expect(timeLeft(calendar, '2031-01-30T03:00:00Z', now)).toBeNull();
  });

  it('gives the appointment that intake will print', () => {
    expect(appointmentOf(calendar, { timeLimit: days }, now)).toEqual({
      at: '2024-02-01T03:00:00.000Z',
      provisional: false,
    });
    expect(appointmentOf(calendar, { timeLimit: null }, now)).toBeNull();
    expect(appointmentOf(calendar, { timeLimit: { ...days, amount: 5_000 } }, now)).toBe('unknown');
  });
});
