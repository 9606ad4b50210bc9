import { expect, it } from '@jest/globals';
import type { DossierEvent } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import fc from 'fast-check';
import { stepsTo } from '../src/domain/deadline.js';
import type { Step } from '../src/domain/step.js';
import { dossierHistory } from './support/dossier-history.js';
import { historiesFrom } from './support/histories.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };
const histories = historiesFrom('2024-01-02T00:00:00.000Z');

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

it('of stops that begin at one instant, the one that still lasts is the last', () => {
  const at = '2024-01-02T01:00:00.000Z';
  const events = dossierHistory({}, [
    ['accept', '2024-01-02T00:00:00.000Z'],
    ['request', at],
    ['receive', at],
    ['request', at],
    ['receive', '2024-01-02T02:00:00.000Z'],
  ]);
  const { pauses } = follow(events).at(-1)!.clock.state;
  expect(pauses.map(({ to }) => to)).toEqual([at, '2024-01-02T02:00:00.000Z']);
  expect(follow(events.slice(-1)).at(-1)!.clock.state.pauses).toEqual(pauses);
});

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
