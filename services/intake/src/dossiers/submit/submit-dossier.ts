import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { happenedAtOf } from '@motcua/http';
import { AppError, AppErrorKind, CLOCK, localDayOf, newDossierId, toLocalIso, type Clock } from '@motcua/kernel';
import { firstDayOf } from '@motcua/working-calendar';
import { DossierSubmittedV1, type Channel, type DossierComponent, type DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Applicant } from '../../applicants/index.js';
import { CatalogueRepository, type ProcedureEntity } from '../../catalogue/index.js';
import { CalendarRepository } from '../../clocks/index.js';
import type { Dossier } from '../domain/dossier.js';
import { dossierCode, submit } from '../domain/submission.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { LIKELY_DUPLICATES, type LikelyDuplicates } from './likely-duplicates.js';

export interface SubmitDossierOptions {
  readonly procedureCode: string;
  readonly receivingAgency: string;
  /** @default the receiving agency */
  readonly settlingAgency?: string | undefined;
  readonly channel: Channel;
  readonly applicant: Applicant;
  readonly eIdVerified: boolean;
  readonly components: readonly DossierComponent[];
  /** @default now */
  readonly happenedAt?: Date | undefined;
  readonly principal: Principal;
}

export interface SubmittedDossier {
  readonly dossier: Dossier;
  /** Codes of open dossiers that the same person has of the same procedure; only those that the principal may see. */
  readonly likelyDuplicates: readonly string[];
}

/** An applicant hands in a dossier: at the counter, by post, or online. */
@Injectable()
export class SubmitDossier {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly calendars: CalendarRepository,
    private readonly dossiers: DossierRepository,
    @Inject(LIKELY_DUPLICATES) private readonly likelyDuplicates: LikelyDuplicates,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `happened-before-calendar`, `agency-unknown`, `agency-not-in-force`, `procedure-unknown`, `component-unknown`,
   * `forbidden`, `backdating-forbidden`, `eid-not-known`
   */
  async run(tx: Tx, options: SubmitDossierOptions): Promise<SubmittedDossier> {
    const { receivingAgency, settlingAgency = receivingAgency, channel, applicant, principal } = options;
    const now = this.clock.now();
    const day = localDayOf(options.happenedAt ?? now);
    const receiving = await this.catalogue.agencyOn(tx, receivingAgency, day);
    principal.require(channel === 'ONLINE' ? [Role.Citizen, Role.IntakeOfficer] : Role.IntakeOfficer, receiving.path);
    requireKnownIdentity(options, receiving.path);
    const happenedAt = happenedAtOf(options.happenedAt, now, principal.holds(Role.Backdater, receiving.path));
    const settling = await this.catalogue.agencyOn(tx, settlingAgency, day);
    await this.requireCountable(tx, settling.calendarId, happenedAt);
    const procedure = await this.catalogue.procedureOn(tx, options.procedureCode, day);
    requireKnownComponents(options.components, procedure);
    // Before the number of the day is taken, for which all counters of the agency wait until this commits.
    const likelyDuplicates = await this.likelyDuplicates.run(tx, {
      procedureCode: procedure.code,
      receivingAgency: receiving,
      applicant,
      principal,
    });
    const dossier = submit(
      {
        dossierId: newDossierId(),
        dossierCode: dossierCode(receivingAgency, day, await this.dossiers.nextNumber(tx, receivingAgency, day)),
        procedure: asKept(procedure, { receivingAgency, settlingAgency, channel }),
        calendarId: settling.calendarId,
        receivingAgency,
        settlingAgency,
        settlingAgencyPath: settling.path,
        channel,
        partyKind: applicant.kind,
        eIdVerified: options.eIdVerified,
        components: [...options.components],
      },
      happenedAt,
    );
    const change = { definition: DossierSubmittedV1, happenedAt, actor: principal.id };
    await this.dossiers.insert(tx, dossier, applicant, change);
    return { dossier, likelyDuplicates };
  }

  /** Nothing can be counted from before the calendar; while that has not arrived there is nothing to hold it against. */
  private async requireCountable(tx: Tx, calendarId: string, happenedAt: Date): Promise<void> {
    const edition = await this.calendars.findHeldOn(tx, calendarId, this.clock.now());
    if (!edition || localDayOf(happenedAt) >= firstDayOf(edition.calendar)) return;
    throw new AppError(
      `happenedAt ${toLocalIso(happenedAt)} lies before ${firstDayOf(edition.calendar)}, the first day of calendar "${calendarId}": no time can be counted from it.`,
      { code: 'happened-before-calendar', retryable: false, kind: AppErrorKind.Unprocessable },
    );
  }
}

/** Who was identified by an electronic identity is known to the program where that applicant signed in. */
function requireKnownIdentity(
  { eIdVerified, channel, principal }: SubmitDossierOptions,
  receivingPath: readonly string[],
): void {
  if (!eIdVerified || (channel === 'ONLINE' && principal.holds(Role.Citizen, receivingPath))) return;
  throw new AppError(
    'eIdVerified is for the program where the applicant signed in to say, with the role CITIZEN and channel ONLINE: leave it out.',
    { code: 'eid-not-known', retryable: false, kind: AppErrorKind.Forbidden },
  );
}

/** What a dossier keeps of the procedure at its receipt: a later version must not move an old deadline. */
export function asKept(
  procedure: ProcedureEntity,
  { receivingAgency, settlingAgency, channel }: Pick<DossierStateV1, 'receivingAgency' | 'settlingAgency' | 'channel'>,
): DossierStateV1['procedure'] {
  const { code, version, onlineLevel, onlineTimeLimit, clockPolicy, fee, resultOnPaper, steps } = procedure;
  const agencyOf: Readonly<Record<string, string>> = { RECEIVING: receivingAgency, SETTLING: settlingAgency };
  return {
    code,
    version,
    onlineLevel,
    timeLimit: (channel === 'ONLINE' ? onlineTimeLimit : null) ?? procedure.timeLimit,
    clockPolicy,
    fee: fee && {
      ...fee,
      lines: fee.lines.map(({ kind, name, amountVnd }) => ({ kind, title: name, amountVnd })),
    },
    resultOnPaper,
    steps: steps.map(({ name, agency, timeLimit }) => ({
      title: name,
      agency: agencyOf[agency] ?? agency,
      timeLimit,
    })),
  };
}

/** @throws AppError `component-unknown` unless the procedure asks for each document that is handed in */
export function requireKnownComponents(
  components: readonly DossierComponent[],
  { code, version, components: known }: ProcedureEntity,
): void {
  const unknown = components.filter((given) => !known.some((each) => each.code === given.code));
  if (unknown.length === 0) return;
  const asked = known.map((each) => `${each.code} (${each.name})`).join(', ') || 'nothing';
  throw new AppError(
    `Procedure ${code}, version ${version}, has no component ${unknown.map((each) => each.code).join(', ')}; it asks for ${asked}.`,
    { code: 'component-unknown', retryable: false, kind: AppErrorKind.Unprocessable },
  );
}
