import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { AfterChange, Change, ChangedDossier } from '../../dossiers/index.js';
import { newsOfChange } from './news.js';
import { TellApplicant } from './notify-applicant.js';

/** Adds the notification that a change of a dossier gives rise to. */
@Injectable()
export class NotifyOfChange implements AfterChange {
  constructor(private readonly tellApplicant: TellApplicant) {}

  async run(tx: Tx, changed: readonly ChangedDossier[], { definition, actor }: Change): Promise<void> {
    for (const { dossier } of changed) {
      const news = newsOfChange(definition, dossier.state);
      if (news) await this.tellApplicant.run(tx, { dossier: dossier.state, news, who: actor });
    }
  }
}
