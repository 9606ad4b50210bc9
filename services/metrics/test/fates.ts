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
  readonly ending:
    'open' | 'suspended' | 'terminated-suspended' | 'terminated' | 'withdrawn' | 'completed' | 'returned';
  readonly outcome: 'EARLY' | 'ON_TIME' | 'OVERDUE';
  readonly rating: 'none' | 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED';
  /** Where the instant of completion is put afterwards; a dossier that was not completed has none. */
  readonly correction: 'none' | 'earlier' | 'later';
  /** Found to be an error after all the rest. */
  readonly voided: boolean;
  /** What the counter says; without an acceptance nothing else follows. */
  readonly answer: 'accepted' | 'refused' | 'none';
  /** Working minutes before acceptance; null: not known. */
  readonly waited: number | null;
  /** Promised nothing here; the procedure's limit stands for it. */
  readonly imported: boolean;
  readonly transferredWhen: 'accepted' | 'near-the-end' | 'after-the-end';
  /** Asked for supplements a second time. */
  readonly askedAgain: boolean;
  /** Hours from the completion to its record. */
  readonly recordedAfter: number;
  /** The due instant cannot be computed. */
  readonly parked: boolean;
}

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
  ending: fc.constantFrom(
    'open',
    'suspended',
    'terminated-suspended',
    'terminated',
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
  recordedAfter: fc.integer({ min: 0, max: 60 }),
  parked: oneIn(10),
});
