import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { AppError, AppErrorKind } from '@motcua/kernel';
import {
  DossierAcceptedV1,
  DossierCompletedV1,
  DossierRefusedV1,
  DossierReturnedV1,
  DossierSupplementReceivedV1,
  DossierSupplementRequestedV1,
  DossierWithdrawnV1,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { dueAt } from '@motcua/working-calendar';
import { applyCommand, type Dossier, type DossierCommand, type DossierCommandName } from '../domain/dossier.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { CatalogueRepository } from '../persistence/catalogue.repository.js';
import { DossierRepository } from '../persistence/dossier.repository.js';

export interface RecordCommandOptions {
  readonly dossierId: string;
  /** The revision that the officer decided on. */
  readonly expectedRevision: number;
  readonly command: DossierCommandName;
  readonly result: 'POSITIVE' | 'NEGATIVE';
  readonly reason?: string | undefined;
  readonly happenedAt: Date;
  readonly principal: Principal;
}

const EVENT_OF: Readonly<Record<DossierCommandName, EventDefinition<typeof DossierStateV1>>> = {
  accept: DossierAcceptedV1,
  refuse: DossierRefusedV1,
  'request-supplement': DossierSupplementRequestedV1,
  'receive-supplement': DossierSupplementReceivedV1,
  complete: DossierCompletedV1,
  return: DossierReturnedV1,
  withdraw: DossierWithdrawnV1,
};

/** An officer does something to a dossier: one transaction holds the state, its history and the event. */
@Injectable()
export class RecordCommand {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly calendars: CalendarRepository,
    private readonly dossiers: DossierRepository,
  ) {}

  /** @throws AppError `dossier-not-found`, `forbidden`, `revision-stale`, and what {@link applyCommand} throws */
  async run(tx: Tx, options: RecordCommandOptions): Promise<Dossier> {
    const dossier = await this.dossiers.lock(tx, options.dossierId);
    await this.requireRole(tx, dossier, options);
    await this.requireRevision(tx, dossier, options.expectedRevision);
    const command = await this.commandOf(tx, dossier, options);
    const next = applyCommand(dossier, command, options.happenedAt);
    await this.dossiers.update(tx, next, {
      definition: EVENT_OF[options.command],
      happenedAt: options.happenedAt,
      actor: options.principal.id,
      reason: options.reason,
    });
    return next;
  }

  private async requireRole(tx: Tx, { state }: Dossier, { command, principal }: RecordCommandOptions): Promise<void> {
    if (command === 'complete') principal.require(Role.CaseOfficer, state.settlingAgencyPath);
    else principal.require(Role.IntakeOfficer, await this.catalogue.agencyPath(tx, state.receivingAgency));
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

  /** Accepting promises an appointment, computed here and now from intake's own copy of the calendar. */
  private async commandOf(tx: Tx, { state }: Dossier, options: RecordCommandOptions): Promise<DossierCommand> {
    if (options.command === 'complete') return { name: 'complete', result: options.result };
    if (options.command !== 'accept') return { name: options.command };
    const { timeLimit } = state.procedure;
    if (!timeLimit) return { name: 'accept', appointmentAt: null };
    const calendar = await this.calendars.get(tx, state.calendarId);
    return { name: 'accept', appointmentAt: dueAt(calendar, options.happenedAt, timeLimit).dueAt };
  }
}
