import { Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import {
  ApplicantRepository,
  PERSONAL_READERS,
  PersonalDataAccess,
  type Applicant,
  type PersonalHistoryEntry,
} from '../../applicants/index.js';
import { ReadDossier } from './read-dossier.js';

/** Staff look at the people behind a dossier, and that they did is noted in the same transaction. */
@Injectable()
export class ReadApplicant {
  constructor(
    private readonly readDossier: ReadDossier,
    private readonly applicants: ApplicantRepository,
    private readonly accesses: PersonalDataAccess,
  ) {}

  /** @throws AppError `dossier-not-found`, `forbidden`, `sealed-value-unreadable` */
  async run(
    tx: Tx,
    { dossierId, principal }: { readonly dossierId: string; readonly principal: Principal },
  ): Promise<{ readonly applicant: Applicant; readonly history: readonly PersonalHistoryEntry[] }> {
    await this.readDossier.run(tx, { dossierId, principal, readers: PERSONAL_READERS });
    await this.accesses.note(tx, { who: principal.id, dossierId, purpose: 'SHOW', detail: 'applicant' });
    return {
      applicant: await this.applicants.read(tx, dossierId),
      history: await this.applicants.history(tx, dossierId),
    };
  }
}
