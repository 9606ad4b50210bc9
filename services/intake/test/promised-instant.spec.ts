import { describe, expect, it } from '@jest/globals';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { requirePromisable, type PromiseBounds } from '../src/domain/promised-instant.js';

/** 2023 to 2024: the Tet holidays of 2024 are from 02-08 to 02-14. */
const years = [2023, 2024];
const definition = { ...provinceCalendar, years: provinceCalendar.years.filter(({ year }) => years.includes(year)) };
const calendar = compileCalendar(definition);

const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+07:00`);
const after = local('2024-01-29 10:00');

/** How the instant is refused, and which one would do; null: it is not refused. */
function refusal(text: string, bounds: Partial<PromiseBounds> = {}): readonly [string, string | null] | null {
  try {
    requirePromisable(calendar, local(text), { field: 'respondBy', after, ...bounds });
    return null;
  } catch (error) {
    const { code, message, details } = error as { code: string; message: string; details: { nearest: string | null } };
    expect(message).toMatch(/^respondBy 20/);
    const nearest = details.nearest && new Date(Date.parse(details.nearest) + 7 * 3_600_000).toISOString().slice(0, 16);
    if (nearest) expect(message).toContain(`the nearest instant that would do is ${nearest}:00+07:00.`);
    return [code, nearest && nearest.replace('T', ' ')];
  }
}

describe('an instant that is promised to people', () => {
  it.each(['2024-01-29 10:01', '2024-01-29 11:30', '2024-01-29 13:30', '2024-01-29 17:00', '2024-12-31 17:00'])(
    'may be %s: within a session, its end included',
    (text) => expect(refusal(text)).toBeNull(),
  );

  it.each([
    ['in a break', '2024-01-30 12:00', '2024-01-30 11:30'],
    ['towards the end of a break', '2024-01-30 13:00', '2024-01-30 13:30'],
    ['at night', '2024-01-30 03:00', '2024-01-30 07:00'],
    ['on a Sunday', '2024-02-04 20:00', '2024-02-05 07:00'],
    ['at New Year, with no opening after it', '2024-12-31 23:00', '2024-12-31 17:00'],
    ['in the holidays of Tet', '2024-02-09 09:00', '2024-02-07 17:00'],
  ])('is refused %s, and the nearest session is named', (_, text, nearest) => {
    expect(refusal(text)).toEqual(['outside-working-time', nearest]);
  });

  it('names no instant that is past already', () => {
    expect(refusal('2024-01-29 12:00', { after: local('2024-01-29 11:40') })).toEqual([
      'outside-working-time',
      '2024-01-29 13:30',
    ]);
  });

  it.each([
    ['2024-01-29 10:00', '2024-01-29 11:30'],
    ['2020-01-01 09:00', '2024-01-29 11:30'],
  ])('lies in the future, not at %s', (text, nearest) => {
    expect(refusal(text)).toEqual(['not-in-the-future', nearest]);
  });

  it('lies no later than it may', () => {
    expect(refusal('2024-02-20 09:00', { until: local('2024-02-09 09:00') })).toEqual([
      'too-far-ahead',
      '2024-02-07 17:00',
    ]);
    expect(refusal('2024-02-05 09:00', { until: local('2024-02-05 09:00') })).toBeNull();
  });

  it.each(['2025-01-02 09:00', '2028-12-31 03:00'])('lies in a year of the calendar, not at %s', (text) => {
    expect(refusal(text)).toEqual(['beyond-calendar', '2024-12-31 17:00']);
  });
});
