import type { DossierEvent } from '@motcua/contracts';
import fc from 'fast-check';
import { dossierHistory } from './dossier-history.js';

const MINUTE = 60_000;

/** Any history that intake permits, begun soon after an instant: supplements, then an end or none, minutes or weeks apart. */
export function historiesFrom(start: string): fc.Arbitrary<readonly DossierEvent[]> {
  const begin = Date.parse(start);
  return fc
    .record({
      gaps: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 12, maxLength: 12 }),
      supplements: fc.integer({ min: 0, max: 3 }),
      end: fc.constantFrom('complete', 'return', 'withdraw', 'withdraw while paused', 'paused', 'open'),
      clockPolicy: fc.constantFrom('PAUSE', 'RESET', 'SHIFT'),
      timeLimit: fc.option(
        fc.record(
          {
            amount: fc.integer({ min: 1, max: 20 }),
            unit: fc.constantFrom('HOUR', 'HALF_DAY', 'WORKING_DAY', 'CALENDAR_DAY'),
            countingMode: fc.constantFrom('HOUR_EXACT', 'DAY_END'),
            cutOff: fc.constant(null),
            skipHolidays: fc.constant(false),
          },
          { noNullPrototype: true },
        ),
      ),
      promisedMinutes: fc.option(fc.integer({ min: 0, max: 60_000 })),
    })
    .map(({ gaps, supplements, end, clockPolicy, timeLimit, promisedMinutes }) => {
      const ends = {
        complete: ['complete'],
        return: ['complete', 'return'],
        withdraw: ['withdraw'],
        'withdraw while paused': ['request', 'withdraw'],
        paused: ['request'],
        open: [],
      } as const;
      const rounds = Array.from({ length: supplements }, () => ['request', 'receive'] as const).flat();
      let now = begin;
      const happenings = (['accept', ...rounds, ...ends[end]] as const).map(
        (name, index) => [name, new Date((now += gaps[index]! * MINUTE)).toISOString()] as const,
      );
      const appointmentAt = promisedMinutes === null ? null : new Date(begin + promisedMinutes * MINUTE).toISOString();
      const known = dossierHistory({}, [])[0]!.state.procedure;
      return dossierHistory({ appointmentAt, procedure: { ...known, clockPolicy, timeLimit } }, happenings);
    });
}
