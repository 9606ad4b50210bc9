import { Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import { ResolveSearch, type SearchFilter } from './resolve-search.js';
import { positionOf, toCursor } from './search-cursor.js';
import { SearchRepository, type FoundDossier } from './search.repository.js';

export interface SearchDossiersOptions {
  readonly filter: SearchFilter;
  /** Where the last page ended. @default the newest dossier */
  readonly cursor?: string | undefined;
  /** Dossiers on a page. */
  readonly limit: number;
  readonly principal: Principal;
}

export interface SearchPage {
  readonly dossiers: readonly FoundDossier[];
  /** The cursor of the next page; null: this is the last one. */
  readonly next: string | null;
}

/** Staff look for dossiers; nothing personal is in the answer, whatever they were looked for by. */
@Injectable()
export class SearchDossiers {
  constructor(
    private readonly resolveSearch: ResolveSearch,
    private readonly search: SearchRepository,
  ) {}

  /**
   * Newest first. What is handed in between two pages shifts nothing: a dossier that meets the filter all along is on
   * exactly one page.
   * @throws AppError `cursor-invalid`, `agency-unknown`
   */
  async run(tx: Tx, { filter, cursor, limit, principal }: SearchDossiersOptions): Promise<SearchPage> {
    const after = cursor === undefined ? undefined : positionOf(cursor);
    const { criteria } = await this.resolveSearch.run(tx, { filter, purpose: 'SEARCH', principal });
    const found = await this.search.page(tx, criteria, { after, limit: limit + 1 });
    const dossiers = found.slice(0, limit);
    const last = found.length > limit ? dossiers.at(-1) : undefined;
    return { dossiers, next: last ? toCursor(placeOf(last)) : null };
  }
}

function placeOf({ state }: FoundDossier): { readonly submittedAt: Date; readonly dossierId: string } {
  return { submittedAt: new Date(state.submittedAt), dossierId: state.dossierId };
}
