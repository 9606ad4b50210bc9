import type { DossierStateV1, PaymentStateV1 } from '@motcua/contracts';
import type { Dossier } from './dossier.js';

/** How a dossier's fee stands, as payments last published it. */
export type FeeStanding = Pick<PaymentStateV1, 'status' | 'settledAt' | 'refundedAt'>;

/**
 * The dossier as its prepaid fee stands now: in effect while the fee is paid, waiting while it is not or was paid back.
 * Once accepted, refused or ended nothing waits for it, and the dossier stays as it is. A fee that is paid again counts
 * from then on, never from a payment that was paid back before.
 * @param paidBackAt the last refund before this event; null: none
 * @param now nothing was settled after it
 */
export function followPayment(dossier: Dossier, fee: FeeStanding, paidBackAt: string | null, now: Date): Dossier {
  const { state, revision } = dossier;
  if (!waitsForFee(state)) return dossier;
  const paid = fee.status === 'SETTLED' && fee.settledAt !== null;
  if (paid === (state.effectiveSubmittedAt !== null)) return dossier;
  const effectiveSubmittedAt = paid ? settledAt(state, fee.settledAt!, paidBackAt, now) : null;
  return { revision: revision + 1, state: { ...state, effectiveSubmittedAt } };
}

function waitsForFee({ status, acceptedAt, procedure }: DossierStateV1): boolean {
  if (procedure.fee?.collection !== 'PREPAID') return false;
  return status === 'SUBMITTED' || (status === 'SUPPLEMENT_REQUESTED' && acceptedAt === null);
}

/** Instants compare as text, because all of them are written alike, in UTC. */
function settledAt({ submittedAt }: DossierStateV1, settled: string, paidBackAt: string | null, now: Date): string {
  const latest = now.toISOString();
  const known = settled < latest ? settled : latest;
  return [submittedAt, paidBackAt ?? ''].reduce((last, instant) => (instant > last ? instant : last), known);
}
