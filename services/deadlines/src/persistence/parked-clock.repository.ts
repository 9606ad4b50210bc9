import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import { STORED_CLOCK, type StoredClock } from './stored-clock.js';

/** A parked clock whose calendar has an edition that it was not computed with yet. */
export interface ReadyClock extends StoredClock {
  readonly calendarId: string;
  readonly closed: boolean;
  /** The newest revision of the calendar that it was computed with. */
  readonly triedRevision: number;
}

/** How many clocks are parked, and for how long the oldest of them has been. */
export interface ParkedClocks {
  readonly count: number;
  readonly oldestAgeSeconds: number;
}

/** Clocks that cannot be computed until their calendar has more years. */
@Injectable()
export class ParkedClockRepository {
  /**
   * The first parked clock after a dossier that can be tried again, locked until the transaction ends; null when there is none.
   * Locked rows are skipped, so replicas share the work.
   */
  async takeNext(tx: Tx, after: string | null): Promise<ReadyClock | null> {
    const [row] = (await tx.query(
      `select ${STORED_CLOCK}, facts ->> 'calendarId' as "calendarId", closed_at is not null as closed,
         tried_revision as "triedRevision"
       from deadline
       where parked_since is not null and ($1::uuid is null or dossier_id > $1)
         and tried_revision < (select calendar.revision from calendar where calendar_id = facts ->> 'calendarId')
       order by dossier_id limit 1 for update skip locked`,
      [after],
    )) as ReadyClock[];
    return row ?? null;
  }

  /** Records with which revision of the calendar a clock was tried, also when it stays as it is. */
  async tried(tx: Tx, dossierId: string, revision: number): Promise<void> {
    await tx.query('update deadline set tried_revision = $2 where dossier_id = $1', [dossierId, revision]);
  }

  async measure(tx: Tx): Promise<ParkedClocks> {
    const [row] = (await tx.query(
      `select count(*)::int as count,
         coalesce(extract(epoch from clock_timestamp() - min(parked_since)), 0)::float8 as "oldestAgeSeconds"
       from deadline where parked_since is not null`,
    )) as [ParkedClocks];
    return row;
  }
}
