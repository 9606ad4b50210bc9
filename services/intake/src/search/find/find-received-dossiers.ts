import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { ReceivedDossier, ReceivedDossiers, ReceivedWithin } from '../../dossiers/index.js';
import type { SearchCriteria } from './search-criteria.js';
import { SearchRepository, type FoundDossier } from './search.repository.js';

const PAGE_ROWS = 1_000;

/** By the index of dossiers, for the table of dossiers is sorted by nothing that a register asks for. */
@Injectable()
export class FindReceivedDossiers implements ReceivedDossiers {
  constructor(private readonly search: SearchRepository) {}

  count(tx: Tx, within: ReceivedWithin, most: number): Promise<number> {
    return this.search.count(tx, criteriaOf(within), most);
  }

  async *pages(tx: Tx, within: ReceivedWithin): AsyncGenerator<readonly ReceivedDossier[]> {
    let last: FoundDossier | undefined;
    do {
      const after = last && { submittedAt: new Date(last.state.submittedAt), dossierId: last.state.dossierId };
      const page = await this.search.page(tx, criteriaOf(within), { after, limit: PAGE_ROWS });
      yield page;
      last = page.length < PAGE_ROWS ? undefined : page.at(-1);
    } while (last);
  }
}

function criteriaOf({ agencies, from, before }: ReceivedWithin): SearchCriteria {
  return { seen: null, receiving: agencies, tokens: [], from, before };
}
