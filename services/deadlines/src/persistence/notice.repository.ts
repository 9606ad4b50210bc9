import { Injectable } from '@nestjs/common';
import {
  DeadlineDueSoonV1,
  DeadlineMissedV1,
  newEvent,
  type DeadlineStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';

export type NoticeKind = 'due-soon' | 'missed';

interface NoticeRule {
  readonly event: EventDefinition<typeof DeadlineStateV1>;
  /** The column that holds from when the notice may be given. */
  readonly from: string;
  /** The column that holds when it was. */
  readonly noticedAt: string;
  readonly happenedAt: (state: DeadlineStateV1) => string | null;
}

const RULES: Readonly<Record<NoticeKind, NoticeRule>> = {
  'due-soon': {
    event: DeadlineDueSoonV1,
    from: 'due_soon_notice_from',
    noticedAt: 'due_soon_noticed_at',
    happenedAt: (state) => state.dueSoonAt,
  },
  missed: {
    event: DeadlineMissedV1,
    from: 'missed_notice_from',
    noticedAt: 'missed_noticed_at',
    happenedAt: (state) => state.currentDueAt,
  },
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
   * transaction that notes it, at a revision of its own; the state stays. Rows that somebody else works on are passed
   * over, so several replicas share the work and nobody waits for, or deadlocks with, a dossier being followed.
   */
  async give(tx: Tx, kind: NoticeKind, now: Date, limit: number): Promise<number> {
    const { event, from, noticedAt, happenedAt } = RULES[kind];
    const [rows] = (await tx.query(
      `with due as (
         select dossier_id from deadline where ${from} <= $1 and ${noticedAt} is null
         order by ${from} limit $2 for update skip locked
       )
       update deadline set revision = deadline.revision + 1, ${noticedAt} = $1
       from due where deadline.dossier_id = due.dossier_id
       returning deadline.dossier_id, deadline.revision, deadline.state`,
      [now, limit],
    )) as [readonly NoticedRow[], number];
    await this.outbox.append(
      tx,
      rows.map(({ dossier_id: dossierId, revision, state }) =>
        newEvent(event, {
          happenedAt: new Date(happenedAt(state) ?? now),
          recordedAt: now,
          revision,
          subject: dossierId,
          state,
        }),
      ),
    );
    return rows.length;
  }
}
