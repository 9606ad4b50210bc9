import { contributions } from '../domain/contributions.js';
import { CounterDeltas } from '../domain/counter-deltas.js';
import {
  Hearing,
  judgeHearing,
  mergeEvent,
  unheardFact,
  type Fact,
  type HeardState,
  type RegisterName,
} from '../domain/fact.js';

/** What a run of events does to the facts of one partition. */
export interface MergedFacts {
  /** Facts after the run, of every dossier touched. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** Which registers changed, by dossier. */
  readonly changed: ReadonlyMap<RegisterName, ReadonlySet<string>>;
  readonly deltas: CounterDeltas;
}

/**
 * Merges events into facts, in the order given, and says what that adds to the counters. `known` holds the fact of every
 * dossier touched that has one.
 */
export function mergeHeard(
  partition: number,
  known: ReadonlyMap<string, Fact>,
  events: readonly HeardState[],
  onDisputed: (event: HeardState) => void,
): MergedFacts {
  const facts = new Map<string, Fact>();
  const changed = new Map<RegisterName, Set<string>>();
  for (const event of events) {
    const { dossierId, register } = event;
    const before = facts.get(dossierId) ?? known.get(dossierId) ?? unheardFact(partition, dossierId);
    const hearing = judgeHearing(before, event);
    if (hearing === Hearing.Disputed) onDisputed(event);
    facts.set(dossierId, hearing === Hearing.News ? mergeEvent(before, event) : before);
    if (hearing !== Hearing.News) continue;
    const dossiers = changed.get(register) ?? new Set();
    changed.set(register, dossiers.add(dossierId));
  }
  const deltas = new CounterDeltas();
  for (const [dossierId, after] of facts) {
    const before = known.get(dossierId);
    if (before === after) continue;
    deltas.move(before ? contributions(before) : [], contributions(after));
  }
  return { facts, changed, deltas };
}
