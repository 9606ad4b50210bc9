import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import { AppError, AppErrorKind, CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { dueAt } from '@motcua/working-calendar';
import type { Applicant } from '../domain/applicant.js';
import type { Correction } from '../domain/correction.js';
import { applyCommand, type Appointment, type Dossier, type DossierCommand } from '../domain/dossier.js';
import type { DossierCommandName } from '../domain/transitions.js';
import { ApplicantRepository } from '../persistence/applicant.repository.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { CatalogueRepository } from '../persistence/catalogue.repository.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { isDeepStrictEqual } from 'node:util';
import { newsOfCommand } from '../notifications/news.js';
import { eventOf, isSupervisor, rightsOf } from './command-rules.js';
import { TellApplicant } from './tell-applicant.js';

export interface RecordCommandOptions {
  readonly dossierId: string;
  /** The revision that the officer decided on. */
  readonly expectedRevision: number;
  readonly command: DossierCommandName;
  readonly result: 'POSITIVE' | 'NEGATIVE';
  readonly electronicResult: boolean;
  readonly reason?: string | undefined;
  /** Of `forward` and `assign`. @default nobody */
  readonly officer?: string | undefined;
  /** Of `request-supplement`. @default no limit */
  readonly respondBy?: Date | undefined;
  /** Of `transfer`. */
  readonly settlingAgency?: string | undefined;
  /** Of `correct`. */
  readonly correction?: Correction | undefined;
  /** Of `correct`: replaces the applicant as a whole. @default the applicant stays */
  readonly applicant?: Applicant | undefined;
  readonly happenedAt: Date;
  readonly principal: Principal;
}

/** An officer does something to a dossier: one transaction holds the state, its history and the event. */
@Injectable()
export class RecordCommand {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly calendars: CalendarRepository,
    private readonly dossiers: DossierRepository,
    private readonly applicants: ApplicantRepository,
    private readonly tellApplicant: TellApplicant,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `dossier-not-found`, `forbidden`, `revision-stale`, and what {@link applyCommand} throws */
  async run(tx: Tx, options: RecordCommandOptions): Promise<Dossier> {
    const dossier = await this.dossiers.lock(tx, options.dossierId);
    await this.requireRights(tx, dossier, options);
    await this.requireRevision(tx, dossier, options.expectedRevision);
    const command = await this.commandOf(tx, dossier, options);
    const next = applyCommand(dossier, command, options.happenedAt);
    await this.dossiers.update(tx, next, {
      definition: eventOf[options.command],
      happenedAt: options.happenedAt,
      actor: options.principal.id,
      reason: options.reason,
      applicant: options.command === 'correct' ? options.applicant : undefined,
    });
    const news = newsOfCommand(options.command, next.state);
    if (news) await this.tellApplicant.run(tx, { dossier: next.state, news, who: options.principal.id });
    return next;
  }

  private async requireRights(tx: Tx, { state }: Dossier, { command, principal }: RecordCommandOptions): Promise<void> {
    const { roles, at } = rightsOf(command, state);
    const today = localDayOf(this.clock.now());
    const paths = await Promise.all(at.map((agency) => this.catalogue.pathOfHeir(tx, agency, today)));
    principal.require(roles, [...new Set([...paths.flat()])]);
  }

  private async requireRevision(tx: Tx, dossier: Dossier, expected: number): Promise<void> {
    if (dossier.revision === expected) return;
    const since = await this.dossiers.history(tx, dossier.state.dossierId, expected);
    const changes = since.map(({ revision, type, happenedAt, actor }) => ({ revision, type, happenedAt, actor }));
    const names = changes.map(({ revision, type }) => `${revision}: ${type}`).join(', ');
    throw new AppError(
      `You decided on revision ${expected}; the dossier is at ${dossier.revision}. Since then: ${names || 'nothing'}. Read it again.`,
      {
        code: 'revision-stale',
        retryable: false,
        kind: AppErrorKind.Stale,
        details: { currentRevision: dossier.revision, changes },
      },
    );
  }

  private async commandOf(tx: Tx, { state }: Dossier, options: RecordCommandOptions): Promise<DossierCommand> {
    const { command: name, officer = null, happenedAt } = options;
    switch (name) {
      case 'accept':
        return { name, appointment: await this.appointment(tx, state, happenedAt) };
      case 'forward':
      case 'assign':
        return { name, officer };
      case 'request-supplement':
        return { name, respondBy: options.respondBy ?? null, bySupervisor: isSupervisor(options.principal, state) };
      case 'complete':
        return { name, result: options.result, electronicResult: options.electronicResult };
      case 'transfer': {
        const { code, path } = await this.catalogue.agencyOn(tx, options.settlingAgency ?? '', localDayOf(happenedAt));
        return { name, settlingAgency: code, settlingAgencyPath: path };
      }
      case 'correct':
        return { name, ...(await this.correctionOf(tx, state, options)) };
      default:
        return { name };
    }
  }

  /** A replaced applicant is a change although no public field may show it, unless it is the same one again. */
  private async correctionOf(
    tx: Tx,
    { dossierId, partyKind }: Dossier['state'],
    { correction = {}, applicant }: RecordCommandOptions,
  ): Promise<{ readonly correction: Correction; readonly applicantReplaced: boolean }> {
    if (applicant === undefined) return { correction, applicantReplaced: false };
    const { kind } = applicant;
    if ((correction.partyKind ?? kind) !== kind) {
      throw new AppError(
        `partyKind ${correction.partyKind} does not fit the applicant, who is ${kind}: send one of them.`,
        {
          code: 'correction-impossible',
          retryable: false,
          kind: AppErrorKind.Unprocessable,
        },
      );
    }
    const before = await this.applicants.read(tx, dossierId);
    return {
      correction: kind === partyKind ? correction : { ...correction, partyKind: kind },
      applicantReplaced: !isDeepStrictEqual(before, withoutGaps(applicant)),
    };
  }

  /** Accepting promises an appointment, computed here and now from intake's own copy of the calendar. */
  private async appointment(tx: Tx, { procedure, calendarId }: Dossier['state'], at: Date): Promise<Appointment> {
    if (!procedure.timeLimit) return { at: null, calendarRevision: 0 };
    const { calendar, revision } = await this.calendars.get(tx, calendarId);
    return { at: dueAt(calendar, at, procedure.timeLimit).dueAt, calendarRevision: revision };
  }
}

/** As it is read again once it was sealed as JSON. */
function withoutGaps(applicant: Applicant): unknown {
  return JSON.parse(JSON.stringify(applicant));
}
