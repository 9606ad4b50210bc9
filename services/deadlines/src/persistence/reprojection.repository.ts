import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import { STORED_CLOCK, type StoredClock } from './stored-clock.js';

/** Rows locked at once: so few that the events of a dossier among them wait for milliseconds. */
const PAGE = 500;

/** A change of a calendar that is not applied to all open deadlines yet. */
export interface PendingReprojection {
  readonly calendarId: string;
  readonly revision: number;
  /** The last dossier to which it was applied; null before the first. */
  readonly cursor: string | null;
}

/** Changes of calendars that are being applied to the open deadlines. */
@Injectable()
export class ReprojectionRepository {
  async add(tx: Tx, calendarId: string, revision: number): Promise<void> {
    await tx.query('insert into reprojection (calendar_id, revision) values ($1, $2)', [calendarId, revision]);
  }

  /** The oldest unfinished one that no other process works on, locked until the transaction ends. */
  async takeOldest(tx: Tx): Promise<PendingReprojection | null> {
    const [row] = (await tx.query(
      `select calendar_id as "calendarId", revision, cursor from reprojection where finished_at is null
       order by calendar_id, revision limit 1 for update skip locked`,
    )) as PendingReprojection[];
    return row ?? null;
  }

  /** Records its progress; `last` null: it is finished. */
  async advance(
    tx: Tx,
    { calendarId, revision }: PendingReprojection,
    { last, at }: { readonly last: string | null; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `update reprojection set cursor = coalesce($3, cursor),
         finished_at = case when $3::uuid is null then $4::timestamptz end
       where calendar_id = $1 and revision = $2`,
      [calendarId, revision, last, at],
    );
  }

  /** Open clocks of a calendar after a dossier, in the order of their ids; with `hold` locked until the transaction ends. */
  async page(tx: Tx, calendarId: string, after: string | null, hold = false): Promise<readonly StoredClock[]> {
    return tx.query(
      `select ${STORED_CLOCK} from deadline
       where closed_at is null and revision > 0 and facts ->> 'calendarId' = $1 and ($2::uuid is null or dossier_id > $2)
       order by dossier_id limit ${PAGE} ${hold ? 'for update' : ''}`,
      [calendarId, after],
    ) as Promise<readonly StoredClock[]>;
  }
}
