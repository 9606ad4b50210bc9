import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { AfterChange, Change, ChangedDossier } from '../../dossiers/index.js';
import { newsOfChange } from './news.js';
import { NotifyApplicant } from './notify-applicant.js';

/** Adds the notification that a change of a dossier gives rise to. */
@Injectable()
export class NotifyOfChange implements AfterChange {
  constructor(private readonly notifyApplicant: NotifyApplicant) {}

  async run(tx: Tx, changed: readonly ChangedDossier[], { definition, actor }: Change): Promise<void> {
    for (const { dossier } of changed) {
      const news = newsOfChange(definition, dossier.state);
      if (news) await this.notifyApplicant.run(tx, { dossier: dossier.state, news, who: actor });
    }
  }
}
