import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import {
  DeadlineClosedV1,
  DeadlineDisputedV1,
  DeadlineEndedV1,
  DeadlinePausedV1,
  DeadlineResumedV1,
  DeadlineStartedV1,
  newEvent,
  type DeadlineStateV1,
  type DossierEvent,
  type EventDefinition,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import type { Step, StepName } from '../domain/deadline.js';
import { planNotices } from '../domain/notices.js';
import { DeadlineEntity } from './entities.js';

/** A dossier's clock as it is stored. */
export interface StoredDeadline {
  readonly revision: number;
  readonly state: DeadlineStateV1;
  /** Intake's revision up to which the dossier was followed. */
  readonly dossierRevision: number;
  readonly settlingAgencyPath: readonly string[];
}

const EVENT_OF: Readonly<Record<StepName, EventDefinition<typeof DeadlineStateV1>>> = {
  started: DeadlineStartedV1,
  disputed: DeadlineDisputedV1,
  paused: DeadlinePausedV1,
  resumed: DeadlineResumedV1,
  closed: DeadlineClosedV1,
  ended: DeadlineEndedV1,
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
    throw new AppError(`No clock runs for a dossier ${dossierId}: it is unknown here, or was not accepted.`, {
      code: 'deadline-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  /**
   * Holds the row of a dossier until the transaction ends, also before its clock has started (then null). Everybody who
   * changes a deadline holds its row, so revisions commit one after the other.
   */
  async lock(tx: Tx, dossierId: string): Promise<StoredDeadline | null> {
    await tx.query(
      `insert into deadline (dossier_id, dossier_revision, revision, state, settling_agency_path)
       values ($1, 0, 0, 'null', '{}') on conflict do nothing`,
      [dossierId],
    );
    return asStored(await tx.findOne(DeadlineEntity, { where: { dossierId }, lock: { mode: 'pessimistic_write' } }));
  }

  /** Stores the steps of a dossier that this transaction has locked, and how far it has been followed. */
  async record(
    tx: Tx,
    dossier: Pick<DossierEvent, 'revision' | 'state'>,
    present: StoredDeadline | null,
    steps: readonly Step[],
  ): Promise<void> {
    const { dossierId, settlingAgencyPath } = dossier.state;
    const followed = { dossierRevision: dossier.revision, settlingAgencyPath };
    const last = steps.at(-1);
    if (!last) {
      await tx.update(DeadlineEntity, { dossierId }, followed);
      return;
    }
    const recordedAt = this.clock.now();
    const revision = (present?.revision ?? 0) + steps.length;
    const { dueSoonFrom, missedFrom } = planNotices(last.state, recordedAt);
    await tx.update(
      DeadlineEntity,
      { dossierId },
      { ...followed, revision, state: last.state, dueSoonNoticeFrom: dueSoonFrom, missedNoticeFrom: missedFrom },
    );
    await this.outbox.append(
      tx,
      steps.map(({ name, happenedAt, state }, index) =>
        newEvent(EVENT_OF[name], {
          happenedAt: new Date(happenedAt),
          recordedAt,
          revision: revision - steps.length + 1 + index,
          subject: dossierId,
          state,
        }),
      ),
    );
  }
}

function asStored(entity: DeadlineEntity | null): StoredDeadline | null {
  if (!entity?.state) return null;
  const { revision, state, dossierRevision, settlingAgencyPath } = entity;
  return { revision, state, dossierRevision, settlingAgencyPath };
}
