import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { CalendarStateV1 } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';
import { compileCalendar, type WorkingCalendar } from '@motcua/working-calendar';
import { CalendarEntity } from './entities.js';

const REVISION = new Statement<{ revision: number }>('select revision from calendar where calendar_id = $1');

/** A calendar to compute with, and the revision that it was published at. */
export interface KeptCalendar {
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

/** Intake's copies of the published calendars. */
@Injectable()
export class CalendarRepository {
  /** Compiled calendars by id; valid for the revision they were compiled from. */
  private readonly compiled = new Map<string, KeptCalendar>();

  /** Keeps a published calendar; an older or equal revision changes nothing. */
  async keep(tx: Tx, revision: number, definition: CalendarStateV1): Promise<void> {
    await tx.query(
      `insert into calendar (calendar_id, revision, definition) values ($1, $2, $3)
       on conflict (calendar_id) do update set revision = excluded.revision, definition = excluded.definition
       where calendar.revision < excluded.revision`,
      [definition.calendarId, revision, JSON.stringify(definition)],
    );
  }

  /** @throws AppError `calendar-not-published` while deadlines has never published it to us */
  async get(tx: Tx, calendarId: string): Promise<KeptCalendar> {
    const [head] = await REVISION.run(tx, [calendarId]);
    if (!head) {
      throw new AppError(`The calendar "${calendarId}" has not reached intake yet: no appointment can be promised.`, {
        code: 'calendar-not-published',
        retryable: true,
        kind: AppErrorKind.Unavailable,
      });
    }
    const known = this.compiled.get(calendarId);
    if (known?.revision === head.revision) return known;
    const entity = await tx.findOneByOrFail(CalendarEntity, { calendarId });
    const kept = { revision: entity.revision, calendar: compileCalendar(entity.definition) };
    this.compiled.set(calendarId, kept);
    return kept;
  }
}
