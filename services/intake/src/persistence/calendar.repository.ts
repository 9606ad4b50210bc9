import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { CalendarStateV1 } from '@motcua/contracts';
import { Statement, type Tx } from '@motcua/persistence';
import { compileCalendar, type WorkingCalendar } from '@motcua/working-calendar';
import { CalendarEntity } from './entities.js';

const REVISION = new Statement<{ revision: number }>('select revision from calendar where calendar_id = $1');

/** Intake's copies of the published calendars. */
@Injectable()
export class CalendarRepository {
  /** Compiled calendars by id; valid for the revision they were compiled from. */
  private readonly compiled = new Map<string, { revision: number; calendar: WorkingCalendar }>();

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
  async get(tx: Tx, calendarId: string): Promise<WorkingCalendar> {
    const [head] = await REVISION.run(tx, [calendarId]);
    if (!head) {
      throw new AppError(`The calendar "${calendarId}" has not reached intake yet: no appointment can be promised.`, {
        code: 'calendar-not-published',
        retryable: true,
        kind: AppErrorKind.Unavailable,
      });
    }
    const known = this.compiled.get(calendarId);
    if (known?.revision === head.revision) return known.calendar;
    const entity = await tx.findOneByOrFail(CalendarEntity, { calendarId });
    const calendar = compileCalendar(entity.definition);
    this.compiled.set(calendarId, { revision: entity.revision, calendar });
    return calendar;
  }
}
