import { Injectable } from '@nestjs/common';
import { DossierSubmissionEffectiveV1, type PaymentEvent } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { takeEffect } from '../domain/dossier.js';
import { DossierRepository } from '../persistence/dossier.repository.js';

/** A prepaid fee is settled: the submission takes effect, and the counter may accept. */
@Injectable()
export class StartClock {
  constructor(private readonly dossiers: DossierRepository) {}

  async run(tx: Tx, event: PaymentEvent): Promise<void> {
    const { status, settledAt, dossierId } = event.state;
    if (status !== 'SETTLED' || settledAt === null) return;
    const dossier = await this.dossiers.lock(tx, dossierId);
    const next = takeEffect(dossier, new Date(settledAt));
    if (next === dossier) return;
    await this.dossiers.update(tx, next, {
      definition: DossierSubmissionEffectiveV1,
      happenedAt: new Date(next.state.effectiveSubmittedAt ?? settledAt),
      actor: event.id,
    });
  }
}
