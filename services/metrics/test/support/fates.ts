import type { DossierStateV1 } from '@motcua/contracts';
import fc from 'fast-check';

const FIRST_DAY = Date.UTC(2023, 0, 2);
const LAST_DAY = Date.UTC(2023, 11, 20);

/** What chance decides about one dossier. */
export interface Fate {
  readonly startAt: number;
  readonly channel: DossierStateV1['channel'];
  readonly offeredOnline: boolean;
  readonly procedure: number;
  readonly receiving: number;
  readonly settling: number;
  /** Settled by another agency in the end; null: it stays where it is. */
  readonly transferredTo: number | null;
  readonly fee: 'none' | 'online' | 'cash' | 'refunded' | 'open';
  /** Hours from one step to the next. */
  readonly pace: readonly number[];
  readonly supplement: boolean;
  /** What stops the clock, if anything does: a request for supplements or a suspension. */
  readonly stop: 'supplement' | 'suspension';
  readonly ending:
    | 'open'
    | 'suspended'
    | 'terminated-suspended'
    | 'terminated'
    | 'withdrawn-suspended'
    | 'withdrawn'
    | 'completed'
    | 'returned';
  readonly outcome: 'EARLY' | 'ON_TIME' | 'OVERDUE';
  readonly rating: 'none' | 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED';
  /** Where the instant of completion is put afterwards; a dossier that was not completed has none. */
  readonly correction: 'none' | 'earlier' | 'later';
  /** Found to be an error after all the rest. */
  readonly voided: boolean;
  /** What the counter says; without an acceptance nothing else follows. */
  readonly answer: 'accepted' | 'refused' | 'none';
  /** Working minutes before the answer; null: not known. */
  readonly waited: number | null;
  /** Promised nothing here; the procedure's limit stands for it. */
  readonly imported: boolean;
  readonly transferredWhen: 'accepted' | 'near-the-end' | 'after-the-end';
  /** Asked for supplements a second time. */
  readonly askedAgain: boolean;
  /** Hours from what happened to its entry; null: not noted. */
  readonly enteredAfter: {
    readonly stop: number | null;
    readonly transfer: number | null;
    readonly completion: number | null;
    readonly end: number | null;
  };
  /** The due instant cannot be computed. */
  readonly parked: boolean;
}

/** Most of it is entered at once, some of it days later. */
const entry: fc.Arbitrary<number | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 120 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const oneIn = (sides: number): fc.Arbitrary<boolean> => fc.nat({ max: sides - 1 }).map((die) => die === 0);

export const anyFate: fc.Arbitrary<Fate> = fc.record({
  startAt: fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
  channel: fc.constantFrom('IN_PERSON', 'ONLINE', 'POSTAL'),
  offeredOnline: fc.boolean(),
  procedure: fc.nat({ max: 5 }),
  receiving: fc.nat({ max: 7 }),
  settling: fc.nat({ max: 7 }),
  transferredTo: fc.option(fc.nat({ max: 7 }), { freq: 2 }),
  fee: fc.constantFrom('none', 'online', 'cash', 'refunded', 'open'),
  pace: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 10, maxLength: 10 }),
  supplement: fc.boolean(),
  stop: fc.constantFrom('supplement', 'suspension'),
  ending: fc.constantFrom(
    'open',
    'suspended',
    'terminated-suspended',
    'terminated',
    'withdrawn-suspended',
    'withdrawn',
    'completed',
    'completed',
    'returned',
    'returned',
  ),
  outcome: fc.constantFrom('EARLY', 'ON_TIME', 'OVERDUE'),
  rating: fc.constantFrom('none', 'UNSATISFIED', 'SATISFIED', 'VERY_SATISFIED'),
  correction: fc.constantFrom('none', 'earlier', 'later'),
  voided: oneIn(6),
  answer: fc.constantFrom(...Array<'accepted'>(8).fill('accepted'), 'refused', 'none'),
  waited: fc.option(fc.integer({ min: 0, max: 1_000 })),
  imported: oneIn(6),
  transferredWhen: fc.constantFrom('accepted', 'near-the-end', 'after-the-end'),
  askedAgain: oneIn(3),
  enteredAfter: fc.record({ stop: entry, transfer: entry, completion: entry, end: entry }),
  parked: oneIn(10),
});
