import { Injectable } from '@nestjs/common';
import type { PaymentStateV1 } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';

/** What a newer state took the place of. */
export interface ReplacedPayment {
  /** Null: nothing was known of this fee. */
  readonly before: PaymentStateV1 | null;
}

interface KeptRow {
  readonly state: PaymentStateV1;
}

const FIND = new Statement<KeptRow>('select state from dossier_payment where dossier_id = $1');
const LOCK = new Statement<KeptRow>('select state from dossier_payment where dossier_id = $1 for update');
const KEEP = new Statement<{ revision: number }>(`
  insert into dossier_payment (dossier_id, revision, state) values ($1, $2, $3)
  on conflict (dossier_id) do update set revision = excluded.revision, state = excluded.state
  where dossier_payment.revision < excluded.revision
  returning revision`);

/** Intake's copies of the fee orders that payments keeps. */
@Injectable()
export class PaymentRepository {
  /** Keeps a published state. Null: a higher or equal revision is here already, and nothing changed. */
  async keep(tx: Tx, revision: number, state: PaymentStateV1): Promise<ReplacedPayment | null> {
    const [before] = await LOCK.run(tx, [state.dossierId]);
    const kept = await KEEP.run(tx, [state.dossierId, revision, JSON.stringify(state)]);
    return kept.length === 0 ? null : { before: before?.state ?? null };
  }

  /** The fee as last published; null before payments has published one. */
  async find(tx: Tx, dossierId: string): Promise<PaymentStateV1 | null> {
    return (await FIND.run(tx, [dossierId]))[0]?.state ?? null;
  }
}
