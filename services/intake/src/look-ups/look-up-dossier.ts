import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, newDossierId, seal, type Clock } from '@motcua/kernel';
import { UnitOfWork, type Tx } from '@motcua/persistence';
import {
  ApplicantRepository,
  KEY_RING,
  LOOK_UP_SECRET,
  lookUpTokenOf,
  PersonalDataAccess,
  type Applicant,
  type IntakeKeyRing,
} from '../applicants/index.js';
import { codePrintOf, isSameText, placePrintOf } from './look-up-prints.js';
import {
  LookUpRepository,
  type DossierProgress,
  type LookedUpDossier,
  type LookUpPrints,
} from './look-up.repository.js';

const DAY_MS = 24 * 3_600_000;

/**
 * How many failures may be within a time. Whoever fails at one place shuts the code for that place, not for its owner elsewhere;
 * the last limit is for guessers with many addresses: four digits are guessed in 5,000 tries, so in 25 days without a pause.
 */
const LIMITS: readonly { readonly of: keyof LookUpPrints; readonly most: number; readonly windowMs: number }[] = [
  { of: 'place', most: 5, windowMs: 15 * 60_000 },
  { of: 'place', most: 20, windowMs: DAY_MS },
  { of: 'code', most: 200, windowMs: DAY_MS },
];

const PHONE_DIGITS = 4;

export interface LookUpDossierOptions {
  readonly dossierCode: string;
  /** The last four digits of the applicant's phone number, or the token of the slip. */
  readonly secret: string;
  /** Where it is looked up from: an IP address. */
  readonly address: string;
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
   * Null: no dossier has this code and this secret, which is counted. Opens a transaction of its own.
   * @throws AppError `look-up-limited`
   */
  async run(options: LookUpDossierOptions): Promise<DossierProgress | null> {
    const outcome = await this.unitOfWork.run((tx) => this.judge(tx, options));
    if (outcome.kind === 'limited') throw this.lookUpLimited(outcome.until);
    return outcome.kind === 'found' ? outcome.progress : null;
  }

  private async judge(tx: Tx, { dossierCode, secret, address }: LookUpDossierOptions): Promise<Outcome> {
    const prints = {
      code: codePrintOf(this.secret, dossierCode),
      place: placePrintOf(this.secret, dossierCode, address),
    };
    await this.lookUps.hold(tx, prints.code);
    const now = this.clock.now();
    const limitedUntil = await this.limitedUntil(tx, prints, now);
    const found = await this.lookUps.find(tx, dossierCode);
    const { dossierId } = found ?? this.nobody;
    const by = this.secretKind(secret, found ?? this.nobody);
    // Nobody guesses a token, so the limit that somebody else has used up does not shut out who holds the slip.
    const isGuessable = found === null || by !== 'slip';
    if (isGuessable && limitedUntil !== null) return { kind: 'limited', until: limitedUntil };
    if (found === null || by === null) {
      await this.lookUps.noteFailure(tx, prints, now);
      return { kind: 'failed' };
    }
    await this.accesses.note(tx, { who: 'applicant', dossierId, purpose: 'LOOK_UP', detail: by });
    return { kind: 'found', progress: await this.lookUps.progressOf(tx, dossierId) };
  }

  /** When digits count again; null: now. */
  private async limitedUntil(tx: Tx, prints: LookUpPrints, now: Date): Promise<Date | null> {
    let until = 0;
    for (const { of, most, windowMs } of LIMITS) {
      const after = new Date(now.getTime() - windowMs);
      const failures = await this.lookUps.failuresAfter(tx, of, prints[of], { after, limit: most });
      if (failures.length === most) until = Math.max(until, failures.at(-1)!.getTime() + windowMs);
    }
    return until === 0 ? null : new Date(until);
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
    return new AppError(
      'Too many look-ups of this dossier code have failed. Wait as long as Retry-After says, or use the token of the slip.',
      {
        code: 'look-up-limited',
        retryable: true,
        kind: AppErrorKind.TooMany,
        details: { retryAfterSeconds },
      },
    );
  }
}
