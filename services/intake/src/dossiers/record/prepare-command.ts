import { Inject, Injectable } from '@nestjs/common';
import { Role } from '@motcua/auth';
import type { DossierStateV1, TimeLimit } from '@motcua/contracts';
import { AppError, AppErrorKind, CLOCK, localDayOf, toLocalIso, type Clock } from '@motcua/kernel';
import { requirePromisable } from '@motcua/working-calendar';
import type { Tx } from '@motcua/persistence';
import { isDeepStrictEqual } from 'node:util';
import { ApplicantRepository } from '../../applicants/index.js';
import { CatalogueRepository } from '../../catalogue/index.js';
import { CalendarRepository } from '../../clocks/index.js';
import {
  appointmentBeyondCalendar,
  appointmentBy,
  NO_APPOINTMENT,
  waitedWorkingMinutes,
  type Appointment,
} from '../domain/appointment.js';
import type { Correction } from '../domain/correction.js';
import { feeNotPaid, type DossierCommand } from '../domain/dossier.js';
import { requireLegal } from '../domain/transitions.js';
import { PaymentRepository } from '../follow-payment/payment.repository.js';
import { requireKnownComponents } from '../submit/submit-dossier.js';
import { isSupervisor } from './command-rules.js';
import type { DatedCommandOptions } from './command-options.js';

/** Reads what the rules of a command must know beside the dossier, and holds against it what an officer stated. */
@Injectable()
export class PrepareCommand {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly calendars: CalendarRepository,
    private readonly payments: PaymentRepository,
    private readonly applicants: ApplicantRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `illegal-transition`, `fee-not-paid`, `fee-refunded`, `appointment-beyond-calendar`,
   * `calendar-not-published`, what {@link requirePromisable} throws of `respondBy`, `transfer-not-agreed`, `agency-unknown`,
   * `correction-impossible`, `component-unknown`
   */
  async run(tx: Tx, state: DossierStateV1, options: DatedCommandOptions): Promise<DossierCommand> {
    const { command: name, officer = null, happenedAt, principal } = options;
    requireLegal(name, state);
    switch (name) {
      case 'accept':
        return this.acceptance(tx, state, happenedAt);
      case 'refuse':
        return { name, waitedWorkingMinutes: await this.waited(tx, state) };
      case 'withdraw':
      case 'void':
        return isAnswered(state) ? { name } : { name, waitedWorkingMinutes: await this.waited(tx, state) };
      case 'forward':
      case 'assign':
        return { name, officer };
      case 'request-supplement':
        await this.requireRespondBy(tx, state, options);
        return { name, respondBy: options.respondBy ?? null, bySupervisor: isSupervisor(principal, state) };
      case 'complete':
        return { name, result: options.result, electronicResult: options.electronicResult };
      case 'transfer':
        return this.transfer(tx, options);
      case 'correct':
        return { name, ...(await this.correctionOf(tx, state, options)) };
      default:
        return { name };
    }
  }

  /** Accepting promises an appointment, by intake's own copy of the calendar. */
  private async acceptance(tx: Tx, state: DossierStateV1, at: Date): Promise<DossierCommand> {
    const { procedure, calendarId, effectiveSubmittedAt } = state;
    if (effectiveSubmittedAt === null) throw await this.unpaid(tx, state);
    const { timeLimit } = procedure;
    const appointment = timeLimit ? await this.promise(tx, calendarId, at, timeLimit) : NO_APPOINTMENT;
    return { name: 'accept', appointment, waitedWorkingMinutes: await this.waited(tx, state) };
  }

  /** Until now, when the end of the wait is entered: an answer dated back shortens nobody's wait. */
  private async waited(tx: Tx, { calendarId, effectiveSubmittedAt }: DossierStateV1): Promise<number | null> {
    const now = this.clock.now();
    const edition = await this.calendars.findHeldOn(tx, calendarId, now);
    return edition && waitedWorkingMinutes(edition.calendar, effectiveSubmittedAt, now);
  }

  /** By the edition that held on that day, so that nobody changes it first; by the next that reaches, where it does not. */
  private async promise(tx: Tx, calendarId: string, at: Date, timeLimit: TimeLimit): Promise<Appointment> {
    let edition = await this.calendars.heldOn(tx, calendarId, at);
    for (;;) {
      const appointment = appointmentBy(edition, at, timeLimit);
      if (appointment) return appointment;
      const next = await this.calendars.after(tx, calendarId, edition);
      if (!next) throw appointmentBeyondCalendar(edition.calendar);
      edition = next;
    }
  }

  /** A fee that was never paid, or was paid back. */
  private async unpaid(tx: Tx, state: DossierStateV1): Promise<AppError> {
    const fee = await this.payments.find(tx, state.dossierId);
    if (fee?.status !== 'REFUNDED' || fee.refundedAt === null) return feeNotPaid(state, fee?.orderId);
    return new AppError(
      `The fee of this dossier was paid back at ${toLocalIso(new Date(fee.refundedAt))}, so it is not paid: accept after a new payment, or refuse the dossier.`,
      { code: 'fee-refunded', retryable: false, kind: AppErrorKind.Conflict },
    );
  }

  /** A limit that the applicant can keep: in working time, later than the request, and at most a year. */
  private async requireRespondBy(
    tx: Tx,
    { calendarId }: DossierStateV1,
    { respondBy, happenedAt }: DatedCommandOptions,
  ): Promise<void> {
    if (respondBy === undefined) return;
    const until = new Date(happenedAt);
    until.setUTCFullYear(until.getUTCFullYear() + 1);
    const { calendar } = await this.calendars.heldOn(tx, calendarId, this.clock.now());
    requirePromisable(calendar, respondBy, { field: 'respondBy', after: happenedAt, until });
  }

  /** The dossier then stands in the other agency's figures, so whoever transfers it answers for that agency as well. */
  private async transfer(tx: Tx, { settlingAgency = '', happenedAt, principal }: DatedCommandOptions) {
    const { code, path } = await this.catalogue.agencyOn(tx, settlingAgency, localDayOf(happenedAt));
    if (!principal.holds(Role.Supervisor, path)) {
      throw new AppError(
        `Agency ${code} takes over only what a supervisor of its own agrees to: the transfer is for somebody who is supervisor of both agencies, or of one above both.`,
        { code: 'transfer-not-agreed', retryable: false, kind: AppErrorKind.Forbidden },
      );
    }
    return { name: 'transfer', settlingAgency: code, settlingAgencyPath: path } as const;
  }

  /** A replaced applicant is a change although no public field may show it, unless it is the same one again. */
  private async correctionOf(
    tx: Tx,
    { dossierId, partyKind, procedure }: DossierStateV1,
    { correction = {}, applicant }: DatedCommandOptions,
  ): Promise<{ readonly correction: Correction; readonly applicantReplaced: boolean }> {
    if (correction.components !== undefined) {
      const version = await this.catalogue.procedureVersion(tx, procedure.code, procedure.version);
      if (version) requireKnownComponents(correction.components, version);
    }
    if (applicant === undefined) return { correction, applicantReplaced: false };
    const { kind } = applicant;
    if ((correction.partyKind ?? kind) !== kind) {
      throw new AppError(
        `partyKind ${correction.partyKind} does not fit the applicant, who is ${kind}: send one of them.`,
        { code: 'correction-impossible', retryable: false, kind: AppErrorKind.Unprocessable },
      );
    }
    const before = await this.applicants.read(tx, dossierId);
    return {
      correction: kind === partyKind ? correction : { ...correction, partyKind: kind },
      applicantReplaced: !isDeepStrictEqual(before, withoutGaps(applicant)),
    };
  }
}

const isAnswered = ({ acceptedAt, refusedAt }: DossierStateV1): boolean => acceptedAt !== null || refusedAt !== null;

/** As it is read again once it was sealed as JSON. */
function withoutGaps(applicant: unknown): unknown {
  return JSON.parse(JSON.stringify(applicant));
}
