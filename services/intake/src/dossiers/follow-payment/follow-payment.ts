import { Inject, Injectable } from '@nestjs/common';
import {
  DossierSubmissionEffectiveV1,
  DossierSubmissionIneffectiveV1,
  type PaymentEvent,
  type PaymentStateV1,
} from '@motcua/contracts';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { followPayment } from '../domain/follow-payment.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { PaymentRepository } from './payment.repository.js';

/** Whom the history names: the service that says how a fee stands. */
const ACTOR = 'payments';

/**
 * A prepaid fee is settled: the submission takes effect, and the counter may accept; paid back before that, it waits again.
 * It looks at how the fee stands, not at what happened, so repeated, late and skipped events end in the same place.
 */
@Injectable()
export class FollowPayment {
  constructor(
    private readonly dossiers: DossierRepository,
    private readonly payments: PaymentRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `dossier-not-found`: a fee was paid, or paid back, for none that is here */
  async run(tx: Tx, { revision, happenedAt, state: fee }: PaymentEvent): Promise<void> {
    const replaced = await this.payments.keep(tx, revision, fee);
    if (replaced === null || neverPaid(fee, replaced.before)) return;
    const dossier = await this.dossiers.lock(tx, fee.dossierId);
    const now = this.clock.now();
    const next = followPayment(dossier, fee, replaced.before?.refundedAt ?? null, now);
    if (next === dossier) return;
    const { effectiveSubmittedAt } = next.state;
    const definition = effectiveSubmittedAt === null ? DossierSubmissionIneffectiveV1 : DossierSubmissionEffectiveV1;
    const at = new Date(effectiveSubmittedAt ?? happenedAt);
    await this.dossiers.update(tx, next, { definition, happenedAt: at > now ? now : at, actor: ACTOR });
  }
}

/** No dossier can have taken effect by it, nor does one now. */
function neverPaid(fee: PaymentStateV1, before: PaymentStateV1 | null): boolean {
  return (fee.status === 'OPEN' || fee.status === 'CANCELLED') && before?.status !== 'SETTLED';
}
