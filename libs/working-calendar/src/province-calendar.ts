import type { CalendarDefinition, CalendarEntry, SessionDefinition, YearDefinition } from './calendar-definition.js';

const sessions: readonly SessionDefinition[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '07:00', to: '11:30' },
  { weekday, from: '13:30', to: '17:00' },
]);

type DaysOfYear = readonly [kind: CalendarEntry['kind'], source: string, ...days: string[]];

function year(number: number, status: YearDefinition['status'], rows: readonly DaysOfYear[]): YearDefinition {
  const entries = rows.flatMap(([kind, source, ...days]) =>
    days.map((day): CalendarEntry => ({ date: `${number}-${day}`, kind, source })),
  );
  return { year: number, status, entries };
}

const table = (text: string): string => `National dates, ${text}`;
const provisional = (text: string): string => `Provisional, from the Labour Code 2019: ${text}`;

const weekend = (text: string): string => `Holiday on a weekend, ${text}`;

/**
 * The province's working calendar: Monday to Friday, 07:00-11:30 and 13:30-17:00. Days off are listed where they fall on
 * Monday to Friday, and on a weekend where they are holidays: a statutory day (Labour Code 2019, article 112), or one that
 * lies between the decreed days of one holiday. A weekend at the edge of a holiday is a plain weekend. `[unconfirmed]` in a source: not compared with the text of the decision itself.
 * 2027 is not announced: statutory days with their substitutes (article 111.3), without the swaps a decision may bring.
 */
export const provinceCalendar: CalendarDefinition = {
  calendarId: 'province',
  schedules: [{ validFrom: '2023-01-01', sessions }],
  years: [
    year(2023, 'SIGNED', [
      ['OFF', table('2023: New Year, substitute for Sunday 1/1 [unconfirmed]'), '01-02'],
      ['OFF', weekend('2023: New Year, Sunday 1/1'), '01-01'],
      ['OFF', table('2023: Tet [unconfirmed]'), '01-20', '01-23', '01-24', '01-25', '01-26'],
      ['OFF', weekend('2023: Tet, eve and 1st day of the lunar year'), '01-21', '01-22'],
      ['OFF', table('2023: Hung Kings, 30/4 and 1/5 with substitutes [unconfirmed]'), '05-01', '05-02', '05-03'],
      ['OFF', weekend('2023: Hung Kings (10th day of the 3rd lunar month) and 30/4'), '04-29', '04-30'],
      ['OFF', table('2023: National Day with substitute [unconfirmed]'), '09-01', '09-04'],
      ['OFF', weekend('2023: National Day 2/9, and 3/9 between it and its substitute'), '09-02', '09-03'],
    ]),
    year(2024, 'SIGNED', [
      ['OFF', table('2024: New Year'), '01-01'],
      ['OFF', table('2024: Tet, range [unconfirmed]'), '02-08', '02-09', '02-12', '02-13', '02-14'],
      ['OFF', weekend('2024: Tet, 1st and 2nd day of the lunar year'), '02-10', '02-11'],
      ['OFF', table('2024: Hung Kings, 18/4'), '04-18'],
      ['OFF', table('2024: swap within 27/4-1/5'), '04-29'],
      ['OFF', table('2024: 30/4 and 1/5'), '04-30', '05-01'],
      ['MAKEUP', table('2024: makes up for the swap of 29/4 [unconfirmed]'), '05-04'],
      ['OFF', table('2024: National Day, 31/8-3/9'), '09-02', '09-03'],
    ]),
    year(2025, 'SIGNED', [
      ['OFF', table('2025: New Year'), '01-01'],
      ['OFF', table('2025: Tet, 25/1-2/2'), '01-27', '01-28', '01-29', '01-30', '01-31'],
      ['OFF', table('2025: Hung Kings'), '04-07'],
      ['MAKEUP', table('2025: makes up for the swap of 2/5 [unconfirmed]'), '04-26'],
      ['OFF', table('2025: 30/4 and 1/5'), '04-30', '05-01'],
      ['OFF', table('2025: swap'), '05-02'],
      ['OFF', table('2025: National Day'), '09-01', '09-02'],
    ]),
    year(2026, 'SIGNED', [
      ['OFF', table('2026: New Year'), '01-01'],
      ['OFF', table('2026: swap [unconfirmed]'), '01-02'],
      ['MAKEUP', table('2026: makes up for the swap of 2/1 [unconfirmed]'), '01-10'],
      ['OFF', table('2026: Tet, 14-22/2'), '02-16', '02-17', '02-18', '02-19', '02-20'],
      ['OFF', table('2026: Hung Kings, substitute for Sunday 26/4'), '04-27'],
      ['OFF', weekend('2026: Hung Kings (10th day of the 3rd lunar month)'), '04-26'],
      ['OFF', table('2026: 30/4 and 1/5'), '04-30', '05-01'],
      ['MAKEUP', table('2026: makes up for the swap of 31/8 [unconfirmed]'), '08-22'],
      ['OFF', table('2026: swap'), '08-31'],
      ['OFF', table('2026: National Day'), '09-01', '09-02'],
      ['OFF', table('2026: Vietnam Culture Day, Resolution 28/2026/QH16'), '11-24'],
    ]),
    year(2027, 'PROVISIONAL', [
      ['OFF', provisional('New Year'), '01-01'],
      ['OFF', provisional('Tet 5-9/2 (lunar New Year is 6/2; one day before is assumed)'), '02-05', '02-08', '02-09'],
      ['OFF', provisional('substitutes for Tet on Saturday 6/2 and Sunday 7/2'), '02-10', '02-11'],
      ['OFF', provisional('Tet on a weekend, 1st and 2nd day of the lunar year'), '02-06', '02-07'],
      ['OFF', provisional('Hung Kings, 10th day of the 3rd lunar month'), '04-16'],
      ['OFF', provisional('30/4'), '04-30'],
      ['OFF', provisional('substitute for Saturday 1/5'), '05-03'],
      ['OFF', provisional('1/5 on a weekend, and 2/5 between it and its substitute'), '05-01', '05-02'],
      ['OFF', provisional('National Day 2/9 and one day beside it (3/9 is assumed)'), '09-02', '09-03'],
      ['OFF', 'Provisional, from Resolution 28/2026/QH16: Vietnam Culture Day', '11-24'],
    ]),
  ],
};
