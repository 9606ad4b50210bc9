import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import type { DossierStateV1 } from '@motcua/contracts';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { Applicant } from '../domain/applicant.js';
import { CatalogueRepository } from '../persistence/catalogue.repository.js';
import { DuplicateRepository } from '../persistence/duplicate.repository.js';
import { PersonalDataAccess } from '../persistence/personal-data-access.js';
import { BlindIndex } from '../search/blind-index.js';
import { agenciesSeenBy } from './resolve-search.js';

export interface FindLikelyDuplicatesOptions {
  /** The dossier that is handed in. */
  readonly state: DossierStateV1;
  readonly applicant: Applicant;
  readonly principal: Principal;
}

/** Finds open dossiers of the same procedure and, by id number or by name and phone, of the same person. */
@Injectable()
export class FindLikelyDuplicates {
  constructor(
    private readonly duplicates: DuplicateRepository,
    private readonly blindIndex: BlindIndex,
    private readonly catalogue: CatalogueRepository,
    private readonly accesses: PersonalDataAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Their codes, newest first; only those that the principal may see, so that nobody learns of others. That some were found
   * is noted, for it tells that such a person has been here.
   */
  async run(tx: Tx, { state, applicant, principal }: FindLikelyDuplicatesOptions): Promise<readonly string[]> {
    const { name, phone, idNumber } = applicant;
    const found = await this.duplicates.find(tx, {
      procedureCode: state.procedure.code,
      exceptId: state.dossierId,
      tokenSets: [
        this.blindIndex.tokensOf({ idNumber }),
        phone === undefined ? [] : this.blindIndex.tokensOf({ name, phone }),
      ],
    });
    if (found.length === 0) return [];
    const today = localDayOf(this.clock.now());
    const seen = agenciesSeenBy(principal, await this.catalogue.agenciesKnownOn(tx, today), today);
    const codes = found
      .filter(({ receivingAgency, settlingAgency }) => seen.has(receivingAgency) || seen.has(settlingAgency))
      .map(({ code }) => code);
    if (codes.length > 0) {
      const access = { who: principal.id, dossierId: null, purpose: 'DUPLICATE', detail: codes.join(' ') } as const;
      await this.accesses.note(tx, access);
    }
    return codes;
  }
}
