import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { AfterChange, ChangedDossier } from '../../dossiers/index.js';
import { SearchIndexRepository } from './search-index.repository.js';

/** Keeps the index as dossiers stand, in the transaction of their change. */
@Injectable()
export class IndexDossiers implements AfterChange {
  constructor(private readonly index: SearchIndexRepository) {}

  async run(tx: Tx, changed: readonly ChangedDossier[]): Promise<void> {
    for (const { dossier } of changed) if (dossier.revision > 1) await this.index.move(tx, dossier.state);
    const entries = changed.flatMap(({ dossier: { state }, applicant }) => (applicant ? [{ state, applicant }] : []));
    if (entries.length > 0) await this.index.put(tx, entries);
  }
}
