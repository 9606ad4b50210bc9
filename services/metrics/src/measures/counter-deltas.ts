import { type DayNumber, yearOf } from '../time/index.js';
import type { Contribution } from './contribution.js';
import { type Counts, noCounts } from './measures.js';

/** What a fold adds to one row of a family of counters; `counts` is indexed by measure. */
export interface AgencyDayDelta {
  readonly agency: string;
  readonly day: DayNumber;
  readonly counts: Counts;
}

export interface AgencyYearDelta {
  readonly agency: string;
  readonly year: number;
  readonly counts: Counts;
}

const isChange = ({ counts }: { readonly counts: Counts }): boolean => counts.some((count) => count !== 0);

const isSame = (one: Contribution, other: Contribution): boolean =>
  one.measure === other.measure && one.day === other.day && one.agency === other.agency;

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

const newCounts = (): number[] => [...noCounts];

/** Sums contributions by the rows of the counter families: (agency, day), and its roll-up (agency, year). */
export class CounterDeltas {
  private readonly byAgency = new Map<string, Map<DayNumber, number[]>>();

  /** Takes back what a fact contributed before and adds what it contributes after. */
  move(before: readonly Contribution[], after: readonly Contribution[]): void {
    // Most contributions stay as they are, and finding them here is far cheaper than subtracting and adding them.
    const takenBack = [...before];
    for (const contribution of after) {
      const same = takenBack.findIndex((other) => isSame(other, contribution));
      if (same === -1) this.add(contribution, 1);
      else takenBack.splice(same, 1);
    }
    for (const contribution of takenBack) this.add(contribution, -1);
  }

  private add({ measure, agency, day }: Contribution, sign: 1 | -1): void {
    const days = entryOf(this.byAgency, agency, () => new Map<DayNumber, number[]>());
    entryOf(days, day, newCounts)[measure]! += sign;
  }

  agencyDays(): AgencyDayDelta[] {
    return [...this.byAgency]
      .flatMap(([agency, days]) => [...days].map(([day, counts]) => ({ agency, day, counts })))
      .filter(isChange);
  }

  agencyYears(): AgencyYearDelta[] {
    return [...this.byAgency]
      .flatMap(([agency, days]) => {
        const years = new Map<number, number[]>();
        for (const [day, counts] of days) {
          const sums = entryOf(years, yearOf(day), newCounts);
          counts.forEach((count, measure) => (sums[measure]! += count));
        }
        return [...years].map(([year, counts]) => ({ agency, year, counts }));
      })
      .filter(isChange);
  }
}
