import { compileCalendar, dueAt, provinceCalendar, type TimeLimit } from '../src/index.js';

/** Run as a process of its own: reads `[received, limit][]` as JSON from its argument, prints its zone and the due instants. */
const cases = JSON.parse(process.argv[2]!) as readonly (readonly [string, TimeLimit])[];
const calendar = compileCalendar(provinceCalendar);
const due = cases.map(([received, limit]) => dueAt(calendar, new Date(received), limit).dueAt.toISOString());
console.log(JSON.stringify({ hour: new Date('2024-01-29T03:00:00Z').getHours(), due }));
