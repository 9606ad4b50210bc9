import type { figureSources } from '../freshness/index.js';
import type { Query } from '../projection/index.js';

/** What a dossier should have brought about in another service, and has not. */
export interface MissingPart {
  readonly dossierId: string;
  readonly service: Exclude<(typeof figureSources)[number], 'intake'>;
  readonly missing: 'clock' | 'order' | `invitation ${string}`;
}

/** What the last audit by the hour came to. */
export interface AuditRun {
  readonly at: string;
  readonly equal: boolean;
  readonly differingCounters: number;
  readonly differingFacts: number;
  /** Clocks, orders and invitations that dossiers should have and have not. */
  readonly missing: number;
}

/** What was missing, the first of it by name. */
export interface MissingFound {
  readonly missing: number;
  readonly named: readonly MissingPart[];
}

export async function readLastAuditRun(query: Query): Promise<AuditRun | null> {
  const [run] = await query<Omit<AuditRun, 'at'> & { readonly at: Date }>(
    `select at, equal, differing_counters as "differingCounters", differing_facts as "differingFacts", missing
     from ledgers.audit_run order by at desc limit 1`,
  );
  return run ? { ...run, at: run.at.toISOString() } : null;
}

export async function readLastMissing(query: Query): Promise<(MissingFound & { readonly at: string }) | null> {
  const [run] = await query<MissingFound & { readonly at: Date }>(
    'select at, missing, named from ledgers.audit_run order by at desc limit 1',
  );
  return run ? { ...run, at: run.at.toISOString() } : null;
}

export async function recordAuditRun(
  query: Query,
  run: Omit<AuditRun, 'at' | 'missing'> & MissingFound,
): Promise<void> {
  await query(
    `insert into ledgers.audit_run (at, equal, differing_counters, differing_facts, missing, named)
     values (now(), $1, $2, $3, $4, $5) on conflict do nothing`,
    [run.equal, run.differingCounters, run.differingFacts, run.missing, JSON.stringify(run.named)],
  );
}
