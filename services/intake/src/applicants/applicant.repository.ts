import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, unseal } from '@motcua/kernel';
import { Statement, type Tx } from '@motcua/persistence';
import type { Applicant } from './domain/applicant.js';
import { KEY_RING, type IntakeKeyRing } from './key-ring.js';

/** What of a revision is personal. */
export interface PersonalHistoryEntry {
  readonly revision: number;
  readonly reason: string | null;
  /** Who stood there until this revision; null: it replaced nobody. */
  readonly formerApplicant: Applicant | null;
}

interface SealedEntry {
  readonly revision: number;
  readonly reason: string | null;
  readonly applicant_before: string | null;
}

const READ = new Statement<{ applicant: string }>('select applicant from dossier where id = $1');

/** Opens what is sealed of dossiers. Whoever answers with it notes the access: {@link PersonalDataAccess}. */
@Injectable()
export class ApplicantRepository {
  constructor(@Inject(KEY_RING) private readonly keyRing: IntakeKeyRing) {}

  /** @throws AppError `dossier-not-found`, `sealed-value-unreadable` */
  async read(tx: Tx, dossierId: string): Promise<Applicant> {
    const [row] = await READ.run(tx, [dossierId]);
    if (row) return this.open(dossierId, row.applicant);
    throw new AppError(`There is no dossier ${dossierId}.`, {
      code: 'dossier-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  /** @throws AppError `sealed-value-unreadable` */
  open(dossierId: string, sealed: string): Applicant {
    return { language: 'vi', ...(unseal(this.keyRing, dossierId, sealed) as Applicant) };
  }

  /** The names of many applicants, by dossier. @throws AppError `sealed-value-unreadable` */
  async names(tx: Tx, dossierIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = (await tx.query('select id, applicant from dossier where id = any($1)', [dossierIds])) as {
      readonly id: string;
      readonly applicant: string;
    }[];
    return new Map(rows.map(({ id, applicant }) => [id, this.open(id, applicant).name]));
  }

  /** The reasons and former applicants of a dossier, by revision; revisions without either are left out. */
  async history(tx: Tx, dossierId: string): Promise<readonly PersonalHistoryEntry[]> {
    const rows = (await tx.query(
      `select revision, reason, applicant_before from dossier_history
       where dossier_id = $1 and (reason is not null or applicant_before is not null) order by revision`,
      [dossierId],
    )) as SealedEntry[];
    return rows.map(({ revision, reason, applicant_before: before }) => ({
      revision,
      reason: reason === null ? null : (unseal(this.keyRing, dossierId, reason) as string),
      formerApplicant: before === null ? null : this.open(dossierId, before),
    }));
  }
}
