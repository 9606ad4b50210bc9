import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import {
  DeadlineClosedV1,
  DeadlineCorrectedV1,
  DeadlineDisputedV1,
  DeadlineEndedV1,
  DeadlineExtendedV1,
  DeadlineNoticeRetractedV1,
  DeadlineParkedV1,
  DeadlinePausedV1,
  DeadlineReprojectedV1,
  DeadlineResumedV1,
  DeadlineStartedV1,
  DeadlineStateV1,
  DeadlineStepClosedV1,
  DeadlineStepStartedV1,
  DeadlineUnparkedV1,
  newEvent,
  type DossierEvent,
  type EventDefinition,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import type { ClockFacts } from '../domain/clock-facts.js';
import type { Step, StepName } from '../domain/step.js';
import { planNotices } from '../domain/notices.js';
import { waits } from '../domain/parking.js';
import { DeadlineEntity } from './entities.js';

/** A dossier's clock as it is stored. */
export interface StoredDeadline {
  readonly revision: number;
  readonly state: DeadlineStateV1;
  /** Null for a row that an older version wrote and that was not followed since. */
  readonly facts: ClockFacts | null;
  /** Intake's revision up to which the dossier was followed. */
  readonly dossierRevision: number;
  readonly settlingAgencyPath: readonly string[];
}

const EVENT_OF: Readonly<Record<StepName, EventDefinition<typeof DeadlineStateV1>>> = {
  started: DeadlineStartedV1,
  disputed: DeadlineDisputedV1,
  paused: DeadlinePausedV1,
  resumed: DeadlineResumedV1,
  'step-started': DeadlineStepStartedV1,
  'step-closed': DeadlineStepClosedV1,
  extended: DeadlineExtendedV1,
  reprojected: DeadlineReprojectedV1,
  parked: DeadlineParkedV1,
  unparked: DeadlineUnparkedV1,
  'notice-retracted': DeadlineNoticeRetractedV1,
  closed: DeadlineClosedV1,
  ended: DeadlineEndedV1,
  corrected: DeadlineCorrectedV1,
};

/** Deadlines; each step that is written also goes out through the outbox, at a revision of its own. */
@Injectable()
export class DeadlineRepository {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `deadline-not-found` */
  async read(tx: Tx, dossierId: string): Promise<StoredDeadline> {
    const stored = asStored(await tx.findOneBy(DeadlineEntity, { dossierId }));
    if (stored) return stored;
    throw deadlineNotFound(dossierId);
  }

  /**
   * Locks the row of a dossier until the transaction ends, also before its clock has started (then null). Every change of a
   * deadline needs this lock, so revisions commit one after the other.
   */
  async lock(tx: Tx, dossierId: string): Promise<StoredDeadline | null> {
    await tx.query(
      `insert into deadline (dossier_id, dossier_revision, revision, state, settling_agency_path, dossier_code)
       values ($1, 0, 0, 'null', '{}', '') on conflict do nothing`,
      [dossierId],
    );
    return asStored(await tx.findOne(DeadlineEntity, { where: { dossierId }, lock: { mode: 'pessimistic_write' } }));
  }

  /** Stores the steps of a dossier that this transaction has locked, and how far it has been followed. */
  async follow(
    tx: Tx,
    dossier: Pick<DossierEvent, 'revision' | 'state'>,
    present: StoredDeadline | null,
    steps: readonly Step[],
  ): Promise<void> {
    const { dossierId, settlingAgencyPath, dossierCode, caseOfficer } = dossier.state;
    const followed = { dossierRevision: dossier.revision, settlingAgencyPath, dossierCode, caseOfficer };
    await tx.update(DeadlineEntity, { dossierId }, followed);
    await this.record(tx, dossierId, present?.revision ?? 0, steps);
  }

  /** Stores steps of a clock that this transaction has locked at `revision`, each at a revision of its own, and publishes them. */
  async record(tx: Tx, dossierId: string, revision: number, steps: readonly Step[]): Promise<void> {
    const last = steps.at(-1)?.clock;
    if (!last) return;
    const recordedAt = this.clock.now();
    // Before anything is written, so that a state that cannot be published does not break the transaction for others.
    const events = steps.map(({ name, happenedAt, clock }, index) =>
      newEvent(EVENT_OF[name], {
        happenedAt: new Date(happenedAt),
        recordedAt,
        revision: revision + 1 + index,
        subject: dossierId,
        state: clock.state,
      }),
    );
    const { facts, state } = last;
    const { dueSoonFrom, missedFrom } = planNotices(state, recordedAt);
    const open = state.pauses.at(-1);
    const step = state.steps.at(-1);
    await tx.update(
      DeadlineEntity,
      { dossierId },
      {
        revision: revision + steps.length,
        state,
        facts,
        dueSoonAt: state.dueSoonAt,
        currentDueAt: state.currentDueAt,
        pausedSince: open?.to === null ? open.from : null,
        closedAt: state.closedAt,
        stepAgency: step?.to === null ? step.agency : null,
        stepDueAt: step?.to === null ? step.dueAt : null,
        parkedSince: waits(last) ? (state.parked?.since ?? recordedAt) : null,
        triedRevision: state.calendarRevision,
        dueSoonNoticeFrom: dueSoonFrom,
        missedNoticeFrom: missedFrom,
      },
    );
    await this.outbox.append(tx, events);
  }
}

export function deadlineNotFound(dossierId: string): AppError {
  return new AppError(`No clock runs for a dossier ${dossierId}: it is unknown here, or was not accepted.`, {
    code: 'deadline-not-found',
    retryable: false,
    kind: AppErrorKind.NotFound,
  });
}

function asStored(entity: DeadlineEntity | null): StoredDeadline | null {
  if (!entity?.state) return null;
  const { revision, state, facts, dossierRevision, settlingAgencyPath } = entity;
  return { revision, state: DeadlineStateV1.parse(state), facts, dossierRevision, settlingAgencyPath };
}
