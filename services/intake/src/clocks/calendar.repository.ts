import { Injectable } from '@nestjs/common';
import { addLocalDays, AppError, AppErrorKind, localDayOf, startOfLocalDay } from '@motcua/kernel';
import type { CalendarEvent } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';
import { compileCalendar, type WorkingCalendar } from '@motcua/working-calendar';
import { CalendarEditionEntity } from './calendar-edition.entity.js';

/** Published by the end of a day, the newest; else the oldest, for that one held before anybody spoke of it. */
const HELD = new Statement<{ revision: number }>(`
  select revision from calendar where calendar_id = $1
  order by (published_at < $2) desc, case when published_at < $2 then revision else -revision end desc limit 1`);

const NEXT = new Statement<{ revision: number }>(
  'select revision from calendar where calendar_id = $1 and revision > $2 order by revision limit 1',
);
const ANY = new Statement('select 1 from calendar limit 1');
const KEEP = new Statement(`
  insert into calendar (calendar_id, revision, definition, published_at) values ($1, $2, $3, $4)
  on conflict (calendar_id, revision) do nothing`);

/** A calendar to compute with, and the revision that it was published at. */
export interface KeptCalendar {
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

/** Intake's copies of the published calendars: every edition that arrived, for a promise is by the edition of its day. */
@Injectable()
export class CalendarRepository {
  /** Compiled editions by id and revision; an edition never changes. */
  private readonly compiled = new Map<string, KeptCalendar>();

  /** Keeps a published edition, in any order; one that is here already changes nothing. */
  async keep(tx: Tx, { revision, recordedAt, state }: CalendarEvent): Promise<void> {
    await KEEP.run(tx, [state.calendarId, revision, JSON.stringify(state), recordedAt]);
  }

  /**
   * The edition that held on the local day of `at`: the newest of those published by the end of that day, else the oldest
   * that is known.
   * @throws AppError `calendar-not-published` while deadlines has never published it to us
   */
  async heldOn(tx: Tx, calendarId: string, at: Date): Promise<KeptCalendar> {
    const found = await this.findHeldOn(tx, calendarId, at);
    if (found) return found;
    throw new AppError(
      `The calendar "${calendarId}" has not reached intake yet, so no appointment can be promised. Wait a moment and try ` +
        'again; if it stays so, operators look whether deadlines runs and its events reach Kafka: docs/runbooks/outbox-lag.md.',
      { code: 'calendar-not-published', retryable: true, kind: AppErrorKind.Unavailable },
    );
  }

  /** Whether deadlines has ever published one to us; before that nothing can be accepted. */
  async anyIsKnown(tx: Tx): Promise<boolean> {
    return (await ANY.run(tx, [])).length > 0;
  }

  /** The same; null while there is none. */
  async findHeldOn(tx: Tx, calendarId: string, at: Date): Promise<KeptCalendar | null> {
    const endOfDay = startOfLocalDay(addLocalDays(localDayOf(at), 1));
    const [held] = await HELD.run(tx, [calendarId, endOfDay]);
    return held ? this.edition(tx, calendarId, held.revision) : null;
  }

  /** The edition that took the place of one; null: that is the newest. */
  async after(tx: Tx, calendarId: string, { revision }: KeptCalendar): Promise<KeptCalendar | null> {
    const [next] = await NEXT.run(tx, [calendarId, revision]);
    return next ? this.edition(tx, calendarId, next.revision) : null;
  }

  private async edition(tx: Tx, calendarId: string, revision: number): Promise<KeptCalendar> {
    const key = `${calendarId}@${revision}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const { definition } = await tx.findOneByOrFail(CalendarEditionEntity, { calendarId, revision });
    const edition = { revision, calendar: compileCalendar(definition) };
    this.compiled.set(key, edition);
    return edition;
  }
}
