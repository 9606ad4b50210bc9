import { Life, type HistoryRecord } from './life.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So early that five million events lie in the past: of the future nothing is ever told, and gauges rely on that. */
const FIRST_DAY = Date.UTC(2018, 0, 2);
const DOSSIERS_A_DAY = 260;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Histories of a province, day by day and in the order of time within a day, until `events` records are given. The same
 * number gives the same histories; only event ids differ. More events are more days, never more on one day.
 */
export function* histories(events: number): Generator<readonly HistoryRecord[]> {
  const random = chance(20_230_102);
  const days: HistoryRecord[][] = [];
  let given = 0;
  for (let day = 0; given < events; day += 1) {
    if (FIRST_DAY + day * DAY > Date.now()) throw new Error(`Histories until today do not have ${events} events.`);
    for (let index = 0; index < DOSSIERS_A_DAY; index += 1) {
      const number = day * DOSSIERS_A_DAY + index;
      const startAt = FIRST_DAY + day * DAY + Math.floor(random() * 10 * HOUR);
      for (const record of new Life(number, random).live(startAt, number)) {
        const on = Math.floor((record.at - FIRST_DAY) / DAY);
        (days[on] ??= []).push(record);
      }
    }
    const today = (days[day] ?? []).toSorted((one, other) => one.at - other.at).slice(0, events - given);
    days[day] = [];
    given += today.length;
    yield today;
  }
}
