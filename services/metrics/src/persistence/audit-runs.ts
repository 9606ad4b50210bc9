import type { Query } from './progress-store.js';

/** What the last audit by the hour came to. */
export interface AuditRun {
  readonly at: string;
  readonly equal: boolean;
  readonly differingCounters: number;
  readonly differingFacts: number;
}

export async function readLastAuditRun(query: Query): Promise<AuditRun | null> {
  const [run] = await query<Omit<AuditRun, 'at'> & { readonly at: Date }>(
    `select at, equal, differing_counters as "differingCounters", differing_facts as "differingFacts"
     from registers.audit_run order by at desc limit 1`,
  );
  return run ? { ...run, at: run.at.toISOString() } : null;
}

export async function recordAuditRun(query: Query, run: Omit<AuditRun, 'at'>): Promise<void> {
  await query('insert into registers.audit_run values (now(), $1, $2, $3) on conflict do nothing', [
    run.equal,
    run.differingCounters,
    run.differingFacts,
  ]);
}
