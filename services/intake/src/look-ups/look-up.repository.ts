import { Injectable } from '@nestjs/common';
import type { DossierStateV1 } from '@motcua/contracts';
import { Retention, Statement, type Tx } from '@motcua/persistence';

/** Longer than any failure counts. */
const KEPT_DAYS = 2;

/** A dossier with what a secret is held against. */
export interface LookedUpDossier {
  readonly dossierId: string;
  /** Sealed. */
  readonly applicant: string;
}

export interface DossierProgress {
  readonly state: DossierStateV1;
  readonly procedureName: string | null;
  readonly agencyName: string | null;
  /** Where the due instant stands now; null: unknown, or none. */
  readonly dueAt: string | null;
  /** That was computed from a calendar year that is not signed yet. */
  readonly dueProvisional: boolean;
}

const HOLD = new Statement(
  `select pg_advisory_xact_lock(('x' || encode(substring($1::bytea from 1 for 8), 'hex'))::bit(64)::bigint)`,
);
const LATEST = {
  code: new Statement<{ failed_at: Date }>(
    'select failed_at from look_up_failure where code_print = $1 and failed_at > $2 order by failed_at desc limit $3',
  ),
  place: new Statement<{ failed_at: Date }>(
    'select failed_at from look_up_failure where place_print = $1 and failed_at > $2 order by failed_at desc limit $3',
  ),
};
const NOTE = new Statement('insert into look_up_failure (code_print, place_print, failed_at) values ($1, $2, $3)');
const FIND = new Statement<LookedUpDossier>('select id as "dossierId", applicant from dossier where code = $1');
const READ = new Statement<DossierProgress>(`
  select dossier.state, procedure.name as "procedureName", deadline.state ->> 'currentDueAt' as "dueAt",
    coalesce((deadline.state -> 'provisional')::boolean, false) as "dueProvisional",
    (select name from agency where code = dossier.state ->> 'settlingAgency' order by valid_from desc limit 1)
      as "agencyName"
  from dossier
    left join procedure on procedure.code = dossier.state #>> '{procedure,code}'
      and procedure.version = (dossier.state #>> '{procedure,version}')::integer
    left join dossier_deadline as deadline on deadline.dossier_id = dossier.id
  where dossier.id = $1`);

/** A dossier code as it is stored, and the same code together with where it was looked up. */
export interface LookUpPrints {
  readonly code: Buffer;
  readonly place: Buffer;
}

/** What applicants look up, and how often look-ups failed. */
@Injectable()
export class LookUpRepository {
  constructor(retention: Retention) {
    retention.add({ table: 'look_up_failure', since: 'failed_at', days: KEPT_DAYS });
  }

  /** Lets nobody else try this code until the transaction ends: tries at once are counted one after the other. */
  async hold(tx: Tx, codePrint: Buffer): Promise<void> {
    await HOLD.run(tx, [codePrint]);
  }

  /** The latest failures of a code, or of a code at a place, after an instant; the latest first, at most `limit`. */
  async failuresAfter(
    tx: Tx,
    of: keyof LookUpPrints,
    print: Buffer,
    { after, limit }: { readonly after: Date; readonly limit: number },
  ): Promise<readonly Date[]> {
    return (await LATEST[of].run(tx, [print, after, limit])).map(({ failed_at: failedAt }) => failedAt);
  }

  async noteFailure(tx: Tx, { code, place }: LookUpPrints, at: Date): Promise<void> {
    await NOTE.run(tx, [code, place, at]);
  }

  async find(tx: Tx, dossierCode: string): Promise<LookedUpDossier | null> {
    return (await FIND.run(tx, [dossierCode]))[0] ?? null;
  }

  /** How far a dossier that is there has come; nothing personal. */
  async progressOf(tx: Tx, dossierId: string): Promise<DossierProgress> {
    return (await READ.run(tx, [dossierId]))[0]!;
  }
}
