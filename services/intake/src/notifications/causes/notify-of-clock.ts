import { Injectable } from '@nestjs/common';
import type { DeadlineEvent, DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { AfterClockChange } from '../../clocks/index.js';
import { DossierRepository } from '../../dossiers/index.js';
import { newsOfClock } from './news.js';
import { NotifyApplicant } from './notify-applicant.js';

/** Adds the notifications that a newer state of an open dossier's clock gives rise to. */
@Injectable()
export class NotifyOfClock implements AfterClockChange {
  constructor(
    private readonly dossiers: DossierRepository,
    private readonly notifyApplicant: NotifyApplicant,
  ) {}

  async run(tx: Tx, before: DeadlineStateV1 | null, event: DeadlineEvent): Promise<void> {
    const allNews = newsOfClock(before, event);
    if (allNews.length === 0) return;
    const dossier = await this.dossiers.find(tx, event.state.dossierId);
    if (dossier === null || !isOpen(dossier.state)) return;
    for (const news of allNews) await this.notifyApplicant.run(tx, { dossier: dossier.state, news, who: event.id });
  }
}

/** Whether the applicant still waits for a result. */
function isOpen({ acceptedAt, completedAt, withdrawnAt, terminatedAt, voidedAt }: DossierStateV1): boolean {
  return acceptedAt !== null && [completedAt, withdrawnAt, terminatedAt, voidedAt].every((at) => at === null);
}
