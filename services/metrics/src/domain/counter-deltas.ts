import type { Contribution } from './contributions.js';
import { monthOf, yearOf, type DayNumber, type MonthNumber } from './local-calendar.js';
import { MEASURES, RATE_MEASURES } from './measures.js';

/** What a fold adds to one row of a family of counters; `counts` is indexed by measure. */
export interface AgencyDayDelta {
  readonly agency: string;
  readonly day: DayNumber;
  readonly counts: Int32Array;
}

export interface AgencyYearDelta {
  readonly agency: string;
  readonly year: number;
  readonly counts: Int32Array;
}

export interface ProcedureMonthDelta {
  readonly procedure: string;
  readonly agency: string;
  readonly month: MonthNumber;
  readonly counts: Int32Array;
}

const isChange = ({ counts }: { readonly counts: Int32Array }): boolean => counts.some((count) => count !== 0);

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

const newCounts = (): Int32Array => new Int32Array(MEASURES);

/**
 * Sums contributions by the rows of the counter families: (agency, day), its roll-up (agency, year), from which the
 * wall reads, and (procedure, agency, month), which has no flows.
 */
export class CounterDeltas {
  private readonly byAgency = new Map<string, Map<DayNumber, Int32Array>>();
  private readonly byProcedure = new Map<string, Map<string, Map<MonthNumber, Int32Array>>>();

  add(contributions: readonly Contribution[], sign: 1 | -1): void {
    for (const { measure, agency, day, procedure } of contributions) {
      const days = entryOf(this.byAgency, agency, () => new Map<DayNumber, Int32Array>());
      entryOf(days, day, newCounts)[measure]! += sign;
      if (measure >= RATE_MEASURES) continue;
      const agencies = entryOf(this.byProcedure, procedure, () => new Map<string, Map<MonthNumber, Int32Array>>());
      const months = entryOf(agencies, agency, () => new Map<MonthNumber, Int32Array>());
      entryOf(months, monthOf(day), newCounts)[measure]! += sign;
    }
  }

  agencyDays(): AgencyDayDelta[] {
    return [...this.byAgency]
      .flatMap(([agency, days]) => [...days].map(([day, counts]) => ({ agency, day, counts })))
      .filter(isChange);
  }

  agencyYears(): AgencyYearDelta[] {
    return [...this.byAgency]
      .flatMap(([agency, days]) => {
        const years = new Map<number, Int32Array>();
        for (const [day, counts] of days) {
          const sums = entryOf(years, yearOf(day), newCounts);
          counts.forEach((count, measure) => (sums[measure]! += count));
        }
        return [...years].map(([year, counts]) => ({ agency, year, counts }));
      })
      .filter(isChange);
  }

  procedureMonths(): ProcedureMonthDelta[] {
    return [...this.byProcedure]
      .flatMap(([procedure, agencies]) =>
        [...agencies].flatMap(([agency, months]) =>
          [...months].map(([month, counts]) => ({ procedure, agency, month, counts })),
        ),
      )
      .filter(isChange);
  }
}
