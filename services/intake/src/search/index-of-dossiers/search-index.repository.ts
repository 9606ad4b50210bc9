import { Injectable } from '@nestjs/common';
import type { DossierStateV1 } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';
import { BlindIndex, type PersonalTerms } from './blind-index.js';

/** A dossier with the person that it is found by. */
export interface IndexEntry {
  readonly state: DossierStateV1;
  readonly applicant: PersonalTerms;
}

/** A dossier whose applicant is not indexed with the present key. */
export interface StaleEntry {
  readonly dossierId: string;
  readonly applicant: string;
  readonly state: DossierStateV1;
}

const PUT = new Statement(`
  insert into dossier_search (dossier_id, submitted_at, code, external_code, procedure_code, receiving_agency,
    settling_agency, status, case_officer, tokens, key_print)
  select dossier_id, submitted_at, code, external_code, procedure_code, receiving_agency, settling_agency, status,
    case_officer, array(select decode(token, 'hex') from unnest(tokens) as token), $2
  from jsonb_to_recordset($1) as entry (dossier_id uuid, submitted_at timestamptz, code text, external_code text,
    procedure_code text, receiving_agency text, settling_agency text, status text, case_officer text, tokens text[])
  on conflict (dossier_id) do update set tokens = excluded.tokens, key_print = excluded.key_print`);

/** Only when something moved: most commands to a dossier leave most of it where it is. */
const MOVE = new Statement(`
  update dossier_search set settling_agency = $2, status = $3, case_officer = $4
  where dossier_id = $1 and (settling_agency, status, case_officer) is distinct from ($2, $3, $4)`);

const STALE = new Statement<StaleEntry>(`
  select dossier.id as "dossierId", dossier.applicant, dossier.state
  from dossier left join dossier_search as search on search.dossier_id = dossier.id
  where dossier.id > $1 and search.key_print is distinct from $2
  order by dossier.id limit $3
  for no key update of dossier`);

const ANY_STALE = new Statement<{ readonly stale: boolean }>(
  'select exists (select from dossier_search where key_print <> $1) as stale',
);

/** What dossiers are found by; written in the transaction of the dossier itself. */
@Injectable()
export class SearchIndexRepository {
  constructor(private readonly blindIndex: BlindIndex) {}

  /** Indexes dossiers that are not indexed, and the applicants of those that are, with the present key. */
  async put(tx: Tx, entries: readonly IndexEntry[]): Promise<void> {
    const rows = entries.map(({ state, applicant }) => ({
      dossier_id: state.dossierId,
      // To the millisecond, as cursors are.
      submitted_at: new Date(state.submittedAt),
      code: state.dossierCode,
      external_code: state.externalCode,
      procedure_code: state.procedure.code,
      receiving_agency: state.receivingAgency,
      settling_agency: state.settlingAgency,
      status: state.status,
      case_officer: state.caseOfficer,
      tokens: this.blindIndex.tokensOf(applicant).map((token) => token.toString('hex')),
    }));
    await PUT.run(tx, [JSON.stringify(rows), this.blindIndex.keyPrint]);
  }

  /** Follows the state of a dossier; the applicant stays as indexed. */
  async move(tx: Tx, { dossierId, settlingAgency, status, caseOfficer }: DossierStateV1): Promise<void> {
    await MOVE.run(tx, [dossierId, settlingAgency, status, caseOfficer]);
  }

  /** Whether any dossier was indexed with another key, or in another edition of the index. */
  async hasStale(tx: Tx): Promise<boolean> {
    const [row] = await ANY_STALE.run(tx, [this.blindIndex.keyPrint]);
    return row!.stale;
  }

  /**
   * Dossiers after `afterId` that are not indexed with the present key, by id, at most `limit`. Their rows are held until
   * the transaction ends, so that none moves on before it is indexed.
   */
  async stale(tx: Tx, afterId: string, limit: number): Promise<readonly StaleEntry[]> {
    return STALE.run(tx, [afterId, this.blindIndex.keyPrint, limit]);
  }
}
