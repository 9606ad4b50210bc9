import { Injectable } from '@nestjs/common';
import {
  DeadlineDueSoonV1,
  DeadlineMissedV1,
  newEvent,
  DeadlineStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import { NOTICE_FIELDS, type NoticeKind } from '../domain/notices.js';

interface NoticeRule {
  readonly event: EventDefinition<typeof DeadlineStateV1>;
  /** The column that holds from when the notice may be given; null: none is wanted. */
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
  constructor(private readonly outbox: Outbox) {}

  /**
   * Gives up to `limit` notices of a kind whose time has come at `now`; answers how many. Each is given once, in the
   * transaction that notes it in the state, at a revision of its own. Rows that somebody else works on are passed
   * over, so several replicas share the work and nobody waits for, or deadlocks with, a dossier being followed.
   */
  async give(tx: Tx, kind: NoticeKind, now: Date, limit: number): Promise<number> {
    const { event, from } = RULES[kind];
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
      rows.map(({ dossier_id: dossierId, revision, state }) =>
        newEvent(event, {
          happenedAt: new Date(state[instant] ?? now),
          recordedAt: now,
          revision,
          subject: dossierId,
          state: DeadlineStateV1.parse(state),
        }),
      ),
    );
    return rows.length;
  }
}
