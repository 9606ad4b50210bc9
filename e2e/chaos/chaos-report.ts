import type { JournalCheck } from '../test/support/journal.ts';
import type { FaultPlan } from './fault-plan.ts';
import { faultKinds, type FaultKind } from './faults.ts';
import type { Watched } from './live-watchers.ts';
import type { Operations } from './operations.ts';
import type { ParkedCheck } from './parked-clocks.ts';
import type { DeadLetterCheck, Drift } from './verdict.ts';
import type { WorkListCheck } from './work-lists.ts';

export interface ChaosReport extends JournalCheck {
  readonly seed: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** Different places between two steps at which a process killed itself. */
  readonly faultPoints: readonly string[];
  /** Faults that did not come about: a point that no process came to in time, a disk that must not be filled. */
  readonly missed: readonly string[];
  readonly seconds: number;
  /** Of the simulator. */
  readonly rounds: number;
  /** Rounds whose figures were not those of their plan. */
  readonly roundFaults: readonly string[];
  readonly drift: readonly Drift[];
  readonly operated: Operations;
  /** What is wrong with what people did once; null when nothing. */
  readonly operationsFault: string | null;
  /** What the recount of metrics found; null when equal. */
  readonly auditFault: string | null;
  readonly workLists: WorkListCheck;
  readonly deadLetters: DeadLetterCheck;
  readonly parked: ParkedCheck;
  /** What should have come about while a fault lasted, and did not. */
  readonly failed: readonly string[];
  readonly live: Watched;
  /** From the end of each fault that was waited for until the figures were fresh again. */
  readonly freshAfterMs: readonly number[];
  readonly neverFresh: readonly string[];
}

export function countByKind({ faults }: FaultPlan): ChaosReport['faults'] {
  const counts = faultKinds.map((kind) => [kind, faults.filter((fault) => fault.kind === kind).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Everything that must not be, one line each; empty when the province held. */
export function faultsFound(report: ChaosReport): readonly string[] {
  const { lost, doubled, drift, operationsFault, auditFault, deadLetters, live, neverFresh, roundFaults } = report;
  return [
    ...lost.map((line) => `lost: ${line}`),
    ...doubled.map((line) => `doubled: ${line}`),
    ...drift.map(
      ({ year, indicator, shown, owners }) => `drift: ${indicator} of ${year} shows ${shown}, its owners say ${owners}`,
    ),
    ...(operationsFault === null ? [] : [`operations: ${operationsFault}`]),
    ...(auditFault === null ? [] : [`audit: ${auditFault}`]),
    ...report.workLists.faults.map((line) => `work lists: ${line}`),
    ...report.parked.faults.map((line) => `parked: ${line}`),
    ...report.failed.map((line) => `meanwhile: ${line}`),
    ...deadLetters.missing.map((letter) => `dead letter missing: ${letter}`),
    ...deadLetters.unexpected.map((letter) => `dead letter of no poison: ${letter}`),
    ...live.older.map((line) => `older after newer: ${line}`),
    ...neverFresh.map((line) => `not fresh again: ${line}`),
    ...roundFaults.map((line) => `simulator: ${line}`),
  ];
}

/** The value below which a share of the values lies, by nearest rank; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** What people read: the figures of the run, then what was found. */
export function reportText(report: ChaosReport): string {
  const { faults, accepted, lost, doubled, drift, deadLetters, live, freshAfterMs } = report;
  const found = faultsFound(report);
  const seconds = (ms: number | null): string => (ms === null ? 'no data' : `${(ms / 1_000).toFixed(1)} s`);
  const kinds = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`);
  const rows: readonly (readonly [string, string])[] = [
    ['seed', String(report.seed)],
    ['faults', kinds.join(', ')],
    ['fault points', `${report.faultPoints.length} different`],
    ['missed', report.missed.length === 0 ? 'none' : report.missed.join('; ')],
    ['parked', `${report.parked.expected} clocks beyond the calendar`],
    ['accepted', `${accepted} commands in ${report.rounds} rounds, ${report.seconds} s`],
    ['lost', String(lost.length)],
    ['doubled', String(doubled.length)],
    [
      'commands',
      Object.entries(report.commands)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ],
    [
      'operations',
      `${report.operated.imported} dossiers taken over; ${report.operated.foreseen} deadlines foreseen to move with the calendar`,
    ],
    ['drift', `${drift.length} of 12 figures of three years`],
    ['audit', report.auditFault === null ? 'equal' : 'not equal'],
    [
      'work lists',
      Object.entries(report.workLists.lengths)
        .map(([gauge, length]) => `${gauge} ${length}`)
        .join(', '),
    ],
    [
      'dead letters',
      `${deadLetters.expected - deadLetters.missing.length} of ${deadLetters.expected} poisons, ${deadLetters.unexpected.length} others`,
    ],
    [
      'live',
      `${live.frames} frames at ${live.clients} clients over ${live.connections} connections, ${live.older.length} older after newer`,
    ],
    [
      'fresh again',
      `p50 ${seconds(percentile(freshAfterMs, 0.5))}, p99 ${seconds(percentile(freshAfterMs, 0.99))} after ${freshAfterMs.length} faults`,
    ],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(14)}${value}`);
  return [
    ...lines,
    ...found.map((line) => `FAULT ${line}`),
    found.length === 0 ? 'chaos: all held' : `chaos: ${found.length} faults found`,
  ].join('\n');
}
