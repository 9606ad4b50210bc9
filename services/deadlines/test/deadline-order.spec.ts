import { expect, it } from '@jest/globals';
import type { DossierEvent } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import fc from 'fast-check';
import { stepsTo, type Step } from '../src/domain/deadline.js';
import { dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };
const START = Date.parse('2024-01-02T00:00:00.000Z');
const MINUTE = 60_000;

/** Any history that intake permits: supplements, then an end or none, minutes or weeks apart. */
const histories = fc
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
    let now = START;
    const happenings = (['accept', ...rounds, ...ends[end]] as const).map(
      (name, index) => [name, new Date((now += gaps[index]! * MINUTE)).toISOString()] as const,
    );
    const appointmentAt = promisedMinutes === null ? null : new Date(START + promisedMinutes * MINUTE).toISOString();
    const known = dossierHistory({}, [])[0]!.state.procedure;
    return dossierHistory({ appointmentAt, procedure: { ...known, clockPolicy, timeLimit } }, happenings);
  });

/** As the use case does it: by revision, whatever comes when. */
function follow(events: readonly DossierEvent[]): readonly Step[] {
  const steps: Step[] = [];
  let followed = 0;
  for (const { revision, state } of events) {
    if (revision <= followed) continue;
    steps.push(...stepsTo(state, steps.at(-1)?.clock ?? null, calendar));
    followed = revision;
  }
  return steps;
}

it('any order, repetition or loss before the last event leads through the same steps to the same state', () => {
  fc.assert(
    fc.property(
      histories.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: 0, maxLength: events.length * 2 }),
        ),
      ),
      ([events, arrived]) => {
        expect(follow([...arrived, events.at(-1)!])).toEqual(follow(events));
      },
    ),
    { numRuns: 300 },
  );
});

it('a clock never loses its first promise, its pauses follow each other, and only a completion is judged', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const steps = follow(events);
      const dossier = events.at(-1)!.state;
      for (const {
        clock: { state },
      } of steps) {
        expect(state.originalDueAt).toBe(dossier.appointmentAt);
        expect(state.pauses.slice(0, -1).every(({ to }) => to !== null)).toBe(true);
        expect(state.outcome === null).toBe(state.closedAt === null || dossier.completedAt === null);
      }
      expect(steps.at(-1)!.clock.state.closedAt).toBe(dossier.completedAt ?? dossier.withdrawnAt);
    }),
    { numRuns: 200 },
  );
});
