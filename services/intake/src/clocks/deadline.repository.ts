import { Injectable } from '@nestjs/common';
import type { DeadlineStateV1 } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';

interface KeptRow {
  readonly revision: number;
  readonly state: DeadlineStateV1;
}

/** What a newer state took the place of. */
export interface ReplacedDeadline {
  /** Null: nothing was known of this clock. */
  readonly before: DeadlineStateV1 | null;
}

const FIND = new Statement<KeptRow>('select revision, state from dossier_deadline where dossier_id = $1');
const LOCK = new Statement<KeptRow>('select revision, state from dossier_deadline where dossier_id = $1 for update');
const KEEP = new Statement<{ revision: number }>(`
  insert into dossier_deadline (dossier_id, revision, state) values ($1, $2, $3)
  on conflict (dossier_id) do update set revision = excluded.revision, state = excluded.state
  where dossier_deadline.revision < excluded.revision
  returning revision`);

/** Intake's copies of the clocks that deadlines keeps: where a dossier's due instant stands now. */
@Injectable()
export class DeadlineRepository {
  /** Keeps a published state. Null: a higher or equal revision is here already, and nothing changed. */
  async keep(tx: Tx, revision: number, state: DeadlineStateV1): Promise<ReplacedDeadline | null> {
    const [before] = await LOCK.run(tx, [state.dossierId]);
    const kept = await KEEP.run(tx, [state.dossierId, revision, JSON.stringify(state)]);
    return kept.length === 0 ? null : { before: before?.state ?? null };
  }

  /** The clock as last published; null before the dossier was accepted, or before deadlines has published it. */
  async find(tx: Tx, dossierId: string): Promise<DeadlineStateV1 | null> {
    const [row] = await FIND.run(tx, [dossierId]);
    return row?.state ?? null;
  }
}
