import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { PersonalDataAccess } from '../../applicants/index.js';
import { CatalogueRepository, type PlacedAgency } from '../../catalogue/index.js';
import { agenciesSeenBy, mayFind } from '../find/resolve-search.js';
import { BlindIndex } from '../index-of-dossiers/blind-index.js';
import type { LikelyDuplicates, LikelyDuplicatesOptions } from '../../dossiers/index.js';
import { DuplicateRepository, type OpenDossier } from './duplicate.repository.js';

/** Finds open dossiers of the same procedure and, by id number or by name and phone, of the same person. */
@Injectable()
export class FindLikelyDuplicates implements LikelyDuplicates {
  constructor(
    private readonly duplicates: DuplicateRepository,
    private readonly blindIndex: BlindIndex,
    private readonly catalogue: CatalogueRepository,
    private readonly accesses: PersonalDataAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    { procedureCode, receivingAgency, applicant, principal }: LikelyDuplicatesOptions,
  ): Promise<readonly string[]> {
    const { name, phone, idNumber } = applicant;
    const found = await this.duplicates.find(tx, {
      procedureCode,
      tokenSets: [
        this.blindIndex.tokensOf({ idNumber }),
        phone === undefined ? [] : this.blindIndex.tokensOf({ name, phone }),
      ],
    });
    if (found.length === 0) return [];
    const seen = await this.seenOf(tx, found, receivingAgency, principal);
    const codes = seen.map(({ code }) => code);
    if (codes.length > 0) {
      const access = { who: principal.id, dossierId: null, purpose: 'DUPLICATE', detail: codes.join(' ') } as const;
      await this.accesses.note(tx, access);
    }
    return codes;
  }

  /** Nearly always all are of the agency at hand; only for others the whole tree is read. */
  private async seenOf(
    tx: Tx,
    found: readonly OpenDossier[],
    { code: here, path }: PlacedAgency,
    principal: Principal,
  ): Promise<readonly OpenDossier[]> {
    const isOf = (agencies: ReadonlySet<string>, { receivingAgency, settlingAgency }: OpenDossier): boolean =>
      agencies.has(receivingAgency) || agencies.has(settlingAgency);
    const own = new Set(mayFind(principal, path) ? [here] : []);
    if (found.every((dossier) => isOf(own, dossier))) return found;
    const today = localDayOf(this.clock.now());
    const seen = agenciesSeenBy(principal, await this.catalogue.agenciesKnownOn(tx, today), today);
    return found.filter((dossier) => isOf(seen, dossier));
  }
}
