import { Injectable, Logger } from '@nestjs/common';
import {
  DeadlineDueSoonV1,
  DeadlineMissedV1,
  newEvent,
  DeadlineStateV1,
  type DomainEvent,
  type EventDefinition,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import { NOTICE_FIELDS, type NoticeKind } from '../domain/notices.js';

interface NoticeRule {
  readonly event: EventDefinition<typeof DeadlineStateV1>;
  /** The column with the time from which the notice may be published; null: none is due. */
  readonly from: string;
}

const RULES: Readonly<Record<NoticeKind, NoticeRule>> = {
  'due-soon': { event: DeadlineDueSoonV1, from: 'due_soon_notice_from' },
  missed: { event: DeadlineMissedV1, from: 'missed_notice_from' },
};

interface NoticedRow {
  readonly dossier_id: string;
  readonly revision: number;
  readonly state: DeadlineStateV1;
}

/** Notices that are due. */
@Injectable()
export class NoticeRepository {
  private readonly logger = new Logger(NoticeRepository.name);

  constructor(private readonly outbox: Outbox) {}

  /**
   * Publishes up to `limit` notices of a kind that are due at `now`; returns how many. Each is published once, in the transaction
   * that records it in the state, at a revision of its own. Locked rows are skipped, so replicas share the work, and nothing waits
   * for, or deadlocks with, the consumer.
   */
  async give(tx: Tx, kind: NoticeKind, now: Date, limit: number): Promise<number> {
    const { from } = RULES[kind];
    const { notice, instant } = NOTICE_FIELDS[kind];
    const [rows] = (await tx.query(
      `with due as (
         select dossier_id from deadline where ${from} <= $1 order by ${from} limit $2 for update skip locked
       )
       update deadline set revision = deadline.revision + 1, ${from} = null,
         state = deadline.state || jsonb_build_object('${notice}',
           jsonb_build_object('at', $3::text, 'of', deadline.state -> '${instant}'))
       from due where deadline.dossier_id = due.dossier_id
       returning deadline.dossier_id, deadline.revision, deadline.state`,
      [now, limit, now.toISOString()],
    )) as [readonly NoticedRow[], number];
    await this.outbox.append(
      tx,
      rows.flatMap((row) => this.noticeOf(kind, row, now)),
    );
    return rows.length;
  }

  /** Nothing for a row that cannot be read, so that the others get their notices. */
  private noticeOf(
    kind: NoticeKind,
    { dossier_id: subject, revision, state }: NoticedRow,
    now: Date,
  ): readonly DomainEvent<DeadlineStateV1>[] {
    try {
      const happenedAt = new Date(state[NOTICE_FIELDS[kind].instant] ?? now);
      const whole = DeadlineStateV1.parse(state);
      return [newEvent(RULES[kind].event, { happenedAt, recordedAt: now, revision, subject, state: whole })];
    } catch (error) {
      this.logger.error({ message: 'A notice cannot be published.', dossierId: subject, cause: String(error) });
      return [];
    }
  }
}
