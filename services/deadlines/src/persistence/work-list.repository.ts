import { Injectable } from '@nestjs/common';
import type { DeadlineStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';

export const workLists = ['open', 'due-today', 'due-soon', 'overdue', 'suspended', 'step-overdue', 'parked'] as const;
export type WorkList = (typeof workLists)[number];

/**
 * Which deadlines belong to a list at `$1`; `$2` is the end of that local day. Overdue begins after the due instant. All are open,
 * except parked clocks, which may have ended and wait for their outcome.
 */
const BELONGS: Readonly<Record<WorkList, string>> = {
  open: 'true',
  'due-today': 'paused_since is null and current_due_at >= $1 and current_due_at < $2',
  'due-soon': 'paused_since is null and due_soon_at <= $1 and current_due_at >= $1',
  overdue: 'paused_since is null and current_due_at < $1',
  suspended: 'paused_since is not null',
  'step-overdue': 'paused_since is null and step_due_at < $1',
  parked: 'parked_since is not null',
};

export interface WorkListFilter {
  /** Agencies whose dossiers, and those of all below, the reader may see. */
  readonly visibleAt: readonly string[];
  readonly agency: string | null;
  readonly officer: string | null;
  readonly now: Date;
  readonly endOfDay: Date;
}

/** Where a page ended. */
export interface WorkListCursor {
  readonly dueAt: string;
  readonly dossierId: string;
}

export interface WorkListRow {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly settlingAgency: string;
  readonly caseOfficer: string | null;
  readonly originalDueAt: string | null;
  readonly currentDueAt: string | null;
  readonly dueSoonAt: string | null;
  readonly pausedSince: Date | null;
  readonly parkedSince: Date | null;
  readonly revision: number;
  readonly state: DeadlineStateV1;
}

export type WorkListCounts = Readonly<Record<WorkList, number>>;

const SETTLED_AT = `settling_agency_path && $3 and ($4::text is null or settling_agency_path @> array[$4])`;
/** A late step is also listed for the agency of the step, wherever the dossier is settled. */
const STEP_TAKEN_AT = `step_agency = any($3) and ($4::text is null or step_agency = $4)`;

const FILTER = `revision > 0 and $1::timestamptz is not null and $2::timestamptz is not null
  and ($5::text is null or case_officer = $5)`;

const inList = (list: WorkList): string => {
  const at = list === 'step-overdue' ? `(${SETTLED_AT} or ${STEP_TAKEN_AT})` : SETTLED_AT;
  return `${at} and ${BELONGS[list]}`;
};
const AMONG = { open: 'closed_at is null', parked: 'parked_since is not null' } as const;

const parametersOf = ({ now, endOfDay, visibleAt, agency, officer }: WorkListFilter): unknown[] => [
  now,
  endOfDay,
  visibleAt,
  agency,
  officer,
];

/** The deadlines of the work lists. */
@Injectable()
export class WorkListRepository {
  /** The first due first; a page after `cursor`, of at most `limit`. Without a due instant comes last. */
  async page(
    tx: Tx,
    list: WorkList,
    filter: WorkListFilter,
    { cursor, limit }: { readonly cursor: WorkListCursor | null; readonly limit: number },
  ): Promise<readonly WorkListRow[]> {
    return tx.query(
      `select dossier_id as "dossierId", dossier_code as "dossierCode", settling_agency_path[cardinality(settling_agency_path)]
         as "settlingAgency", case_officer as "caseOfficer", state ->> 'originalDueAt' as "originalDueAt",
         state ->> 'currentDueAt' as "currentDueAt", state ->> 'dueSoonAt' as "dueSoonAt",
         paused_since as "pausedSince", parked_since as "parkedSince", revision, state
       from deadline
       where ${FILTER} and ${AMONG[list === 'parked' ? list : 'open']} and ${inList(list)}
         and ($6::timestamptz is null or (coalesce(current_due_at, 'infinity'), dossier_id) > ($6, $7::uuid))
       order by coalesce(current_due_at, 'infinity'), dossier_id limit $8`,
      [...parametersOf(filter), cursor?.dueAt ?? null, cursor?.dossierId ?? null, limit],
    ) as Promise<WorkListRow[]>;
  }

  async counts(tx: Tx, filter: WorkListFilter): Promise<WorkListCounts> {
    const among = workLists.filter((list) => list !== 'parked');
    const counted = among.map((list) => `count(*) filter (where ${inList(list)})::int4 as "${list}"`);
    const parked = `select count(*)::int4 from deadline where ${FILTER} and ${AMONG.parked} and ${inList('parked')}`;
    const [counts] = (await tx.query(
      `select ${counted.join(', ')}, (${parked}) as parked from deadline
       where ${FILTER} and ${AMONG.open} and ((${SETTLED_AT}) or (${STEP_TAKEN_AT}))`,
      parametersOf(filter),
    )) as [WorkListCounts];
    return counts;
  }
}
