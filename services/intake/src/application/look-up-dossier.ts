import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, newDossierId, seal, type Clock } from '@motcua/kernel';
import { UnitOfWork, type Tx } from '@motcua/persistence';
import type { Applicant } from '../domain/applicant.js';
import { KEY_RING, type IntakeKeyRing } from '../key-ring.js';
import { codePrintOf, isSameText, LOOK_UP_SECRET, lookUpTokenOf } from '../look-up-token.js';
import { ApplicantRepository } from '../persistence/applicant.repository.js';
import { LookUpRepository, type DossierProgress, type LookedUpDossier } from '../persistence/look-up.repository.js';
import { PersonalDataAccess } from '../persistence/personal-data-access.js';

/** Four digits are guessed in 5,000 tries: at this pace in ten days of trying without a pause, which is seen. */
const MOST_FAILURES = 5;
const WINDOW_MS = 15 * 60_000;

const PHONE_DIGITS = 4;

export interface LookUpDossierOptions {
  readonly dossierCode: string;
  /** The last four digits of the applicant's phone number, or the token of the slip. */
  readonly secret: string;
}

type Outcome =
  | { readonly kind: 'found'; readonly progress: DossierProgress }
  | { readonly kind: 'failed' }
  | { readonly kind: 'limited'; readonly until: Date };

/**
 * An applicant without an account asks how far a dossier has come. A code that does not exist is treated as one that does in
 * every way: the work, the answer and the limit.
 */
@Injectable()
export class LookUpDossier {
  /** Stands in for a dossier that does not exist. */
  private readonly nobody: LookedUpDossier;

  constructor(
    private readonly lookUps: LookUpRepository,
    private readonly applicants: ApplicantRepository,
    private readonly accesses: PersonalDataAccess,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOOK_UP_SECRET) private readonly secret: Buffer,
    @Inject(KEY_RING) keyRing: IntakeKeyRing,
  ) {
    const dossierId = newDossierId();
    const applicant: Applicant = { kind: 'CITIZEN', name: 'Không có ai như thế', idNumber: '000000000000' };
    this.nobody = { dossierId, applicant: seal(keyRing, dossierId, applicant) };
  }

  /**
   * Opens a transaction of its own, for a failure must be counted although it is refused.
   * @throws AppError `look-up-failed`, `look-up-limited`
   */
  async run(options: LookUpDossierOptions): Promise<DossierProgress> {
    const outcome = await this.unitOfWork.run((tx) => this.judge(tx, options));
    if (outcome.kind === 'found') return outcome.progress;
    throw outcome.kind === 'failed' ? lookUpFailed() : this.lookUpLimited(outcome.until);
  }

  private async judge(tx: Tx, { dossierCode, secret }: LookUpDossierOptions): Promise<Outcome> {
    const codePrint = codePrintOf(this.secret, dossierCode);
    await this.lookUps.hold(tx, codePrint);
    const now = this.clock.now();
    const windowBegin = new Date(now.getTime() - WINDOW_MS);
    const failures = await this.lookUps.failuresAfter(tx, codePrint, windowBegin, MOST_FAILURES);
    const found = await this.lookUps.find(tx, dossierCode);
    const { dossierId } = found ?? this.nobody;
    const by = this.secretKind(secret, found ?? this.nobody);
    // Nobody guesses a token, so the limit that somebody else has used up does not shut out who holds the slip.
    const isGuessable = found === null || by !== 'slip';
    if (isGuessable && failures.length === MOST_FAILURES) {
      return { kind: 'limited', until: new Date(failures.at(-1)!.getTime() + WINDOW_MS) };
    }
    if (found === null || by === null) {
      await this.lookUps.noteFailure(tx, codePrint, now);
      return { kind: 'failed' };
    }
    await this.accesses.note(tx, { who: 'applicant', dossierId, purpose: 'LOOK_UP', detail: by });
    return { kind: 'found', progress: await this.lookUps.progressOf(tx, dossierId) };
  }

  /** What of a dossier a secret is; null: nothing of it. Both are compared in any case. */
  private secretKind(secret: string, { dossierId, applicant }: LookedUpDossier): 'phone' | 'slip' | null {
    const { phone = '' } = this.applicants.open(dossierId, applicant);
    const digits = phone.replace(/\D/g, '').slice(-PHONE_DIGITS);
    const isPhone = isSameText(secret, digits) && digits.length === PHONE_DIGITS;
    const isToken = isSameText(secret, lookUpTokenOf(this.secret, dossierId));
    if (isToken) return 'slip';
    return isPhone ? 'phone' : null;
  }

  private lookUpLimited(until: Date): AppError {
    const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - this.clock.now().getTime()) / 1_000));
    return new AppError('This dossier code was looked up in vain too often. Wait as long as Retry-After says.', {
      code: 'look-up-limited',
      retryable: true,
      kind: AppErrorKind.TooMany,
      details: { retryAfterSeconds },
    });
  }
}

function lookUpFailed(): AppError {
  return new AppError('No dossier has this code and this secret: compare both with the slip.', {
    code: 'look-up-failed',
    retryable: false,
    kind: AppErrorKind.NotFound,
  });
}
