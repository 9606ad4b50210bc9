import { Injectable } from '@nestjs/common';
import { Statement, type Tx } from '@motcua/persistence';
import type { Dossier } from '../domain/dossier.js';
import { undecidedStates } from '../domain/transitions.js';

export interface TakeOpenDossiers {
  readonly settlingAgencies: readonly string[];
  /** Nothing was recorded of them since. */
  readonly quietSince: Date;
  readonly limit: number;
}

/**
 * Found by the index, decided on the dossier itself: what another transaction changed before the row was locked is looked at
 * again by PostgreSQL, but only in the row that is locked.
 */
const TAKE = new Statement<Dossier>(`
  select dossier.revision, dossier.state
  from dossier_search as search join dossier on dossier.id = search.dossier_id
  where search.settling_agency = any($1) and search.status = any($2)
    and dossier.state ->> 'settlingAgency' = any($1) and dossier.state ->> 'status' = any($2)
    and not exists (
      select from dossier_history as history where history.dossier_id = dossier.id and history.recorded_at > $3)
  order by search.submitted_at, search.dossier_id limit $4
  for update of dossier skip locked`);

/** Dossiers that nobody has decided on yet. */
@Injectable()
export class OpenDossierRepository {
  /** The longest open first, held until the transaction ends; those that others hold are passed over. */
  async take(tx: Tx, { settlingAgencies, quietSince, limit }: TakeOpenDossiers): Promise<readonly Dossier[]> {
    return TAKE.run(tx, [settlingAgencies, undecidedStates, quietSince, limit]);
  }
}
