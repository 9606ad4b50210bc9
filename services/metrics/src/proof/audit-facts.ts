import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { decodeState, type SliceName } from '../facts/index.js';
import type { figureSources } from '../freshness/index.js';
import { type AuditedState, readAuditView, readSlices, streamAuditView, streamSlice } from './slice-reader.js';

/** A service whose rows facts are made of. */
export interface AuditedSource {
  readonly service: (typeof figureSources)[number];
  readonly topic: string;
  readonly slice: SliceName;
}

export const auditedSources: readonly AuditedSource[] = [
  { service: 'intake', topic: 'dossier.events', slice: 'intake' },
  { service: 'deadlines', topic: 'deadline.events', slice: 'deadline' },
  { service: 'payments', topic: 'payment.events', slice: 'payment' },
  { service: 'surveys', topic: 'survey.events', slice: 'survey' },
];

/** How a fact stands to its service's row. */
export type FactFault =
  'row-missing' | 'fact-missing' | 'fact-behind' | 'fact-ahead' | 'state-differs' | 'row-unreadable';

export interface DifferingFact {
  readonly service: AuditedSource['service'];
  readonly dossierId: string;
  readonly fault: FactFault;
  readonly factRevision: number | null;
  readonly rowRevision: number | null;
  /** What differs at equal revision. */
  readonly fields: readonly string[];
}

/** Sessions with the projection's database and the service's. */
export interface Readers {
  readonly projection: Client;
  readonly service: Client;
}

export interface AuditFactsOptions {
  /** For the cursors of the first look. */
  readonly streaming: Readers;
  /** For further looks, while the cursors stand in their snapshots. */
  readonly looking: Readers;
  /** Resolves when the fold has passed everything that the service had committed when this was called. */
  readonly whenFolded: (source: AuditedSource) => Promise<void>;
  /** Told of each dossier that differs. */
  readonly onDiffering: (differing: DifferingFact) => void;
}

/** Beyond these the first look rests until they are settled. */
const SUSPECTS_AT_ONCE = 5_000;
/** A dossier that has changed again each time somebody looked is left to the next audit. */
const LOOKS = 6;

interface Pair<State = unknown> {
  readonly dossierId: string;
  readonly fact: AuditedState<object> | undefined;
  readonly row: AuditedState<State> | undefined;
}

/**
 * Each fact beside its service's row, both streamed in the order of dossier ids. What does not match at first sight is
 * looked at again: only what still differs after the fold has passed it is reported. Answers how many were compared.
 */
export async function auditFacts(source: AuditedSource, options: AuditFactsOptions): Promise<number> {
  const { projection, service } = options.streaming;
  let compared = 0;
  let suspects: string[] = [];
  for await (const pair of pairs(streamSlice(projection, source.slice), streamAuditView(service))) {
    compared += 1;
    if (judge(source, pair) !== null) suspects.push(pair.dossierId);
    if (suspects.length < SUSPECTS_AT_ONCE) continue;
    await settle(source, suspects, options);
    suspects = [];
  }
  await settle(source, suspects, options);
  return compared;
}

/** Walks two ordered streams side by side; a dossier that only one of them knows comes alone. */
export async function* pairs<State>(
  facts: AsyncGenerator<AuditedState<object>>,
  rows: AsyncGenerator<AuditedState<State>>,
): AsyncGenerator<Pair<State>> {
  try {
    let fact = (await facts.next()).value as AuditedState<object> | undefined;
    let row = (await rows.next()).value as AuditedState<State> | undefined;
    while (fact ?? row) {
      const first = row === undefined || (fact !== undefined && fact.dossierId <= row.dossierId) ? fact! : row;
      const { dossierId } = first;
      const pair = {
        dossierId,
        fact: fact?.dossierId === dossierId ? fact : undefined,
        row: row?.dossierId === dossierId ? row : undefined,
      };
      yield pair;
      if (pair.fact) fact = (await facts.next()).value as AuditedState<object> | undefined;
      if (pair.row) row = (await rows.next()).value as AuditedState<State> | undefined;
    }
  } finally {
    await facts.return(undefined);
    await rows.return(undefined);
  }
}

/** Looks until each suspect is equal or differs for sure. */
async function settle(source: AuditedSource, suspects: readonly string[], options: AuditFactsOptions): Promise<void> {
  const { looking, whenFolded, onDiffering } = options;
  const awaited = new Map<string, number>(suspects.map((dossierId) => [dossierId, 0]));
  for (let look = 1; awaited.size > 0 && look <= LOOKS; look += 1) {
    // The fact first: what it holds, the row has held before.
    const ids = [...awaited.keys()];
    const facts = await readSlices(looking.projection, source.slice, ids);
    const rows = await readAuditView(looking.service, ids);
    for (const dossierId of ids) {
      const differing = judge(source, { dossierId, fact: facts.get(dossierId), row: rows.get(dossierId) });
      // A revision that nobody has waited for yet may still be on its way.
      const onItsWay =
        differing !== null && isBehind(differing) && (differing.factRevision ?? 0) >= awaited.get(dossierId)!;
      if (onItsWay) awaited.set(dossierId, differing.rowRevision!);
      else awaited.delete(dossierId);
      if (differing !== null && !onItsWay) onDiffering(differing);
    }
    if (awaited.size > 0) await whenFolded(source);
  }
}

const isBehind = ({ fault }: DifferingFact): boolean => fault === 'fact-missing' || fault === 'fact-behind';

/** How the two stand to each other; null when they are equal. */
function judge(source: AuditedSource, { dossierId, fact, row }: Pair): DifferingFact | null {
  const differing = (fault: FactFault, fields: readonly string[] = []): DifferingFact => ({
    service: source.service,
    dossierId,
    fault,
    factRevision: fact?.revision ?? null,
    rowRevision: row?.revision ?? null,
    fields,
  });
  if (!fact) return row ? differing('fact-missing') : null;
  if (!row) return differing('row-missing');
  if (fact.revision < row.revision) return differing('fact-behind');
  if (fact.revision > row.revision) return differing('fact-ahead');
  let expected: object;
  try {
    expected = decodeState(source.topic, dossierId, row.revision, row.state).state;
  } catch {
    return differing('row-unreadable');
  }
  if (isDeepStrictEqual(fact.state, expected)) return null;
  const fields = Object.keys(expected).filter(
    (field) => !isDeepStrictEqual(expected[field as never], fact.state[field as never]),
  );
  return differing('state-differs', fields);
}
