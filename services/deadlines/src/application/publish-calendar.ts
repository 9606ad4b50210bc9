import { Injectable } from '@nestjs/common';
import { CalendarStateV1 } from '@motcua/contracts';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { compileCalendar, type CalendarDefinition } from '@motcua/working-calendar';
import { isDeepStrictEqual } from 'node:util';
import type { ChangedCalendar } from '../domain/reprojection.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { ReprojectionRepository } from '../persistence/reprojection.repository.js';
import { foreseeReprojection, type Foresight } from './foresee-reprojection.js';

export interface PublishCalendarOptions {
  readonly definition: CalendarStateV1;
  /** The revision that the change was made from; 0: a new calendar. */
  readonly expectedRevision: number;
  /** Principal, or `start` for what the service brings itself. */
  readonly publishedBy: string;
}

export interface PublishedEdition {
  readonly revision: number;
  /** False: the calendar says this already, and nothing was published. */
  readonly changed: boolean;
}

/** A working calendar is published or changed; open deadlines follow by an audited event each. */
@Injectable()
export class PublishCalendar {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly reprojections: ReprojectionRepository,
  ) {}

  /** @throws AppError `calendar-invalid` (every fault), `calendar-years-gone`, `revision-stale` */
  async run(tx: Tx, options: PublishCalendarOptions): Promise<PublishedEdition> {
    const { definition, publishedBy } = options;
    compileCalendar(definition);
    const published = await this.calendars.lock(tx, definition.calendarId);
    requireRevision(published?.revision ?? 0, options.expectedRevision);
    if (published && isDeepStrictEqual(published.definition, definition)) {
      return { revision: published.revision, changed: false };
    }
    requireYearsKept(published?.definition, definition);
    const revision = (published?.revision ?? 0) + 1;
    await this.calendars.publish(tx, { revision, definition }, publishedBy);
    if (published) await this.reprojections.add(tx, definition.calendarId, revision);
    return { revision, changed: true };
  }

  /** What publishing would do to open deadlines; nothing is written. @throws as {@link run} does */
  async foresee(tx: Tx, { definition, expectedRevision }: PublishCalendarOptions, at: Date): Promise<Foresight> {
    const calendar = compileCalendar(definition);
    const current = await this.calendars.get(tx, definition.calendarId);
    requireRevision(current.revision, expectedRevision);
    requireYearsKept(current.definition, definition);
    const changed: ChangedCalendar = { revision: current.revision + 1, definition, calendar, publishedAt: at };
    return foreseeReprojection(tx, { deadlines: this.reprojections, calendars: this.calendars, changed });
  }
}

function requireRevision(current: number, expected: number): void {
  if (current === expected) return;
  throw new AppError(`You changed revision ${expected}; the calendar is at ${current}. Read it again.`, {
    code: 'revision-stale',
    retryable: false,
    kind: AppErrorKind.Stale,
    details: { currentRevision: current },
  });
}

/** Deadlines in a year that is taken away could not be computed any more. */
function requireYearsKept(before: CalendarDefinition | null | undefined, after: CalendarDefinition): void {
  const held = new Set(after.years.map(({ year }) => year));
  const gone = (before?.years ?? []).map(({ year }) => year).filter((year) => !held.has(year));
  if (gone.length === 0) return;
  throw new AppError(`The calendar holds ${gone.join(', ')} today and would not any more: keep every year it holds.`, {
    code: 'calendar-years-gone',
    retryable: false,
    kind: AppErrorKind.Unprocessable,
    details: { years: gone },
  });
}
