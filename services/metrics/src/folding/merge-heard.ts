import {
  type Fact,
  heardFact,
  type HeardState,
  Hearing,
  judgeHearing,
  type SliceName,
  SLICES,
  unheardFact,
} from '../facts/index.js';
import { contributions, CounterDeltas } from '../measures/index.js';

/** What a run of events does to the facts of one partition. */
export interface MergedFacts {
  /** Facts after the run, of every dossier touched. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** The facts whose slice changed. */
  readonly changed: ReadonlyMap<SliceName, readonly Fact[]>;
  readonly deltas: CounterDeltas;
}

interface Draft {
  readonly before: Fact | undefined;
  after: Fact;
}

/**
 * Merges events into facts, in the order given, and says what that adds to the counters. `known` holds the fact of every
 * dossier touched that has one; `onDisputed` gets the place of each event that disputes what was heard before it.
 */
export function mergeHeard(
  partition: number,
  known: ReadonlyMap<string, Fact>,
  events: readonly HeardState[],
  onDisputed: (place: number) => void,
): MergedFacts {
  const drafts = new Map<string, Draft>();
  events.forEach((event, place) => {
    const { dossierId } = event;
    let draft = drafts.get(dossierId);
    if (draft === undefined) {
      const before = known.get(dossierId);
      draft = { before, after: before ?? unheardFact(partition, dossierId) };
      drafts.set(dossierId, draft);
    }
    const hearing = judgeHearing(draft.after, event);
    if (hearing === Hearing.News) draft.after = heardFact(draft.after, event);
    else if (hearing === Hearing.Disputed) onDisputed(place);
  });
  return changesOf(drafts);
}

function changesOf(drafts: ReadonlyMap<string, Draft>): MergedFacts {
  const facts = new Map<string, Fact>();
  const changed = new Map<SliceName, Fact[]>();
  const deltas = new CounterDeltas();
  for (const [dossierId, { before, after }] of drafts) {
    facts.set(dossierId, after);
    if (before === after) continue;
    for (const slice of SLICES) {
      if (after[slice] === (before?.[slice] ?? null)) continue;
      const others = changed.get(slice);
      if (others) others.push(after);
      else changed.set(slice, [after]);
    }
    deltas.move(before ? contributions(before) : [], contributions(after));
  }
  return { facts, changed, deltas };
}
