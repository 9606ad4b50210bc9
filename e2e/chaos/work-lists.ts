import type { Stack } from '../../deploy/local/src/stack.ts';
import { ask as askDatabase } from '../test/support/recount.ts';
import { ask } from './front-door.ts';
import { settled } from './patience.ts';

const PAGE = 200;

/** Gauges of metrics and the work lists of deadlines that they must equal. */
const LIST_OF = { open: 'open', overdue: 'overdue', dueSoon: 'due-soon', suspended: 'suspended' } as const;
type Gauge = keyof typeof LIST_OF;
const gauges = Object.keys(LIST_OF) as readonly Gauge[];

interface Listed {
  readonly dossierId: string;
  readonly settlingAgency: string;
  readonly currentDueAt: string | null;
  readonly pausedSince: string | null;
  readonly revision: number;
}

export interface WorkListCheck {
  /** Length of each list, over all agencies. */
  readonly lengths: Readonly<Record<Gauge, number>>;
  /** Where gauges and lists, or what both know of a dossier, differ; one line each. */
  readonly faults: readonly string[];
}

export interface WorkListOptions {
  /** Whether all that was done has arrived in the lists. @default it has */
  readonly arrived?: (lengths: WorkListCheck['lengths']) => boolean;
  /** @default that of all checks */
  readonly patienceMs?: number;
}

/**
 * Holds the gauges of metrics against the work lists, agency by agency, and what metrics knows of each open dossier against its
 * row; until all is equal or patience ends.
 */
export async function checkWorkLists(
  stack: Stack,
  { arrived = () => true, patienceMs }: WorkListOptions = {},
): Promise<WorkListCheck> {
  return await settled(
    async () => {
      const pages = await Promise.all(
        gauges.map(async (gauge) => [gauge, await readList(stack, LIST_OF[gauge])] as const),
      );
      const lists = Object.fromEntries(pages) as Readonly<Record<Gauge, readonly Listed[]>>;
      const faults = [
        ...(await countFaults(stack, lists)),
        ...(await gaugeFaults(stack, lists)),
        ...(await dossierFaults(stack, lists.open)),
      ];
      return { lengths: mapGauges((gauge) => lists[gauge].length), faults };
    },
    ({ lengths, faults }) => faults.length === 0 && arrived(lengths),
    patienceMs,
  );
}

const mapGauges = <T>(of: (gauge: Gauge) => T): Readonly<Record<Gauge, T>> =>
  Object.fromEntries(gauges.map((gauge) => [gauge, of(gauge)])) as Record<Gauge, T>;

async function readList(stack: Stack, list: string): Promise<readonly Listed[]> {
  const rows: Listed[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { deadlines: readonly Listed[]; next: string | null } = await ask(
      stack,
      `/api/deadlines/work-lists/${list}?limit=${PAGE}${after}`,
      { as: 'leader' },
    );
    rows.push(...page.deadlines);
    cursor = page.next;
  }
  return rows;
}

/** The counts beside the lists are the lengths of the lists. */
async function countFaults(stack: Stack, lists: Readonly<Record<Gauge, readonly Listed[]>>): Promise<string[]> {
  const counts = await ask<Readonly<Record<string, number>>>(stack, '/api/deadlines/work-lists', { as: 'leader' });
  return gauges
    .filter((gauge) => counts[LIST_OF[gauge]] !== lists[gauge].length)
    .map(
      (gauge) => `the list ${LIST_OF[gauge]} is ${lists[gauge].length} long and counted as ${counts[LIST_OF[gauge]]}`,
    );
}

async function gaugeFaults(stack: Stack, lists: Readonly<Record<Gauge, readonly Listed[]>>): Promise<string[]> {
  const { agencies } = await ask<{
    agencies: readonly { agency: string; gauges: Readonly<Record<Gauge, number>> }[];
  }>(stack, `/api/metrics/ranking?period=${new Date().getFullYear()}`);
  const shown = new Map(agencies.map((each) => [each.agency, each.gauges]));
  const codes = new Set([...shown.keys(), ...lists.open.map(({ settlingAgency }) => settlingAgency)]);
  return [...codes].toSorted().flatMap((agency) =>
    gauges.flatMap((gauge) => {
      const listed = lists[gauge].filter(({ settlingAgency }) => settlingAgency === agency).length;
      const wall = shown.get(agency)?.[gauge] ?? 0;
      return wall === listed ? [] : [`${gauge} of ${agency}: metrics says ${wall}, the work list has ${listed}`];
    }),
  );
}

interface OpenFact {
  readonly dossierId: string;
  readonly said: string;
}

async function dossierFaults(stack: Stack, open: readonly Listed[]): Promise<string[]> {
  const facts = await askDatabase<OpenFact>(
    stack,
    'metrics',
    `select dossier_id as "dossierId", concat_ws(' ', 'revision', deadline_revision, 'at', settling_agency, 'due',
       coalesce((extract(epoch from current_due_at) * 1000)::int8::text, 'never'),
       case when paused_since is null then 'runs' else 'stands still' end) as said
     from projection.fact
     where accepted_at is not null and completed_at is null and withdrawn_at is null and terminated_at is null
       and voided_at is null`,
  );
  const known = new Map(facts.map(({ dossierId, said }) => [dossierId, said]));
  const rows = new Map(open.map((row) => [row.dossierId, saidOf(row)]));
  const ids = [...new Set([...known.keys(), ...rows.keys()])];
  return ids
    .filter((id) => known.get(id) !== rows.get(id))
    .map(
      (id) =>
        `dossier ${id}: metrics has "${known.get(id) ?? 'nothing'}", the work list "${rows.get(id) ?? 'nothing'}"`,
    );
}

function saidOf({ revision, settlingAgency, currentDueAt, pausedSince }: Listed): string {
  const due = currentDueAt === null ? 'never' : Date.parse(currentDueAt);
  return `revision ${revision} at ${settlingAgency} due ${due} ${pausedSince === null ? 'runs' : 'stands still'}`;
}
