import { describe, it } from '@jest/globals';
import type { TimeLimit } from '@motcua/contracts';
import fc from 'fast-check';
import { Desk } from './support/life/desk.ts';
import type { Gap } from './support/life/act.ts';
import { anyDeed, deed, type DeedChoice } from './support/life/life-commands.ts';
import {
  deliver,
  deliverNewest,
  extendDeadline,
  giveNotices,
  payFeeBack,
  publishCalendar,
  reprojectDeadlines,
  settleFee,
} from './support/life/life-events.ts';
import { isoOf } from './support/life/naive-calendar.ts';
import {
  COMMUNE,
  compare,
  DEPARTMENT,
  Model,
  ranUntil,
  requireSame,
  World,
  type Beginning,
} from './support/life/world.ts';

const SEED = Number(process.env['LIFE_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['LIFE_RUNS'] ?? 300);
const DAY = 1_440;

const timeLimit: fc.Arbitrary<TimeLimit> = fc
  .tuple(
    fc.constantFrom('HOUR', 'HALF_DAY', 'WORKING_DAY', 'CALENDAR_DAY', 'MONTH'),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom('HOUR_EXACT', 'DAY_END'),
    fc.constantFrom(null, '15:00'),
    fc.boolean(),
  )
  .map(([unit, amount, countingMode, cutOff, skipHolidays]) => ({
    unit,
    amount: unit === 'MONTH' ? 1 : amount,
    countingMode,
    cutOff: unit === 'WORKING_DAY' && countingMode === 'DAY_END' ? cutOff : null,
    skipHolidays: unit === 'CALENDAR_DAY' && skipHolidays,
  }));

const agency = fc.constantFrom(COMMUNE, DEPARTMENT, '000.00.12.H06');

/** A dossier of any procedure, handed in at any minute from 15 January to the end of October 2024. */
const beginning: fc.Arbitrary<Beginning> = fc.record({
  submitted: fc.integer({ min: 14 * DAY, max: 304 * DAY }),
  limit: fc.option(timeLimit, { freq: 8 }),
  policy: fc.constantFrom('PAUSE', 'RESET', 'SHIFT'),
  prepaid: fc.nat(4).map((chance) => chance === 0),
  plan: fc.array(fc.record({ agency, limit: fc.option(timeLimit) }), { maxLength: 2 }),
});

const gap: fc.Arbitrary<Gap> = fc.oneof(
  fc.integer({ min: 1, max: 90 }),
  fc.integer({ min: 1, max: 3 * DAY }),
  fc.constantFrom('due', 'past due'),
);

const choice: fc.Arbitrary<DeedChoice> = fc.record({
  deed: fc.oneof({ arbitrary: fc.nat(200), weight: 4 }, { arbitrary: fc.constantFrom(...anyDeed), weight: 1 }),
  when: fc.oneof(
    { arbitrary: fc.constant('now' as const), weight: 6 },
    { arbitrary: fc.integer({ min: 1, max: 2 * DAY }), weight: 3 },
    { arbitrary: fc.constant('before' as const), weight: 1 },
  ),
  heard: fc.nat(3).map((chance) => chance > 0),
  result: fc.constantFrom('POSITIVE', 'NEGATIVE'),
  supervisor: fc.boolean(),
  to: agency,
  put: fc.constantFrom('completed', 'returned', 'channel', 'result'),
  by: fc.integer({ min: -DAY, max: DAY }),
  lagging: fc.boolean(),
});

const acts = [
  ...Array.from({ length: 6 }, () => fc.tuple(choice, gap).map(([chosen, after]) => deed(chosen, after))),
  fc.tuple(fc.nat(DAY), gap).map(([ago, after]) => settleFee(ago, after)),
  gap.map(payFeeBack),
  fc.tuple(fc.nat(40), gap).map(([pick, after]) => deliver(pick, after)),
  gap.map(deliverNewest),
  fc.tuple(fc.integer({ min: -8, max: 14 }), gap).map(([days, after]) => publishCalendar(days, after)),
  gap.map(reprojectDeadlines),
  gap.map(giveNotices),
  fc
    .tuple(fc.integer({ min: -5, max: 4 * DAY }), fc.integer({ min: -5, max: 6 * DAY }), gap)
    .map(([ago, by, after]) => extendDeadline(ago, by, after)),
];

/** Everything has arrived and every schedule has passed: notices stand where they must. */
function comeToRest(model: Model, world: World): void {
  const act = (run: () => void): void => {
    model.now += 11;
    run();
    compare(model, world);
  };
  const now = (): Date => new Date(isoOf(model.now));
  act(() => {
    world.desk.hear(world.published.at(-1)!, now());
    model.hear(model.history.length);
  });
  act(() => {
    world.desk.reproject(now());
    model.counted = model.editions.length;
  });
  act(() => world.desk.giveNotices(now()));
  const [clock, { state }] = [model.clock(), world.desk];
  if (clock === null || clock.due === null || state === null || ranUntil(clock, model.now) < model.now) return;
  requireSame(state.missedNotice !== null, model.now > clock.due);
  requireSame(state.dueSoonNotice !== null, model.now >= clock.dueSoon!);
}

/** Another deadlines, which hears of nothing but the last event. Only the letter was its own to know. */
function replay(model: Model, world: World): void {
  if (model.letter !== null) return;
  const desk = new Desk(world.editions);
  desk.hear(world.published.at(-1)!, new Date(isoOf(model.now)));
  const shown = ({ state }: Desk) =>
    state && { ...state, reprojections: [], calendarRevision: 0, dueSoonNotice: null, missedNotice: null };
  requireSame(shown(desk), shown(world.desk));
}

describe(`the life of dossiers (seed ${SEED})`, () => {
  it('leads, by whatever commands and in whatever order it is heard of, to the clock that the rules of the field give', () => {
    fc.assert(
      fc.property(beginning, fc.commands(acts, { maxCommands: 60, size: 'max' }), (begun, commands) => {
        const [model, real] = [new Model(begun), new World(begun)];
        fc.modelRun(() => ({ model, real }), commands);
        comeToRest(model, real);
        replay(model, real);
      }),
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 50_000 },
    );
  }, 60_000);
});
