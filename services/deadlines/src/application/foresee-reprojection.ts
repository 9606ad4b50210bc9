import type { Tx } from '@motcua/persistence';
import { reproject, type ChangedCalendar } from '../domain/reprojection.js';
import type { CalendarRepository } from '../persistence/calendar.repository.js';
import type { ReprojectionRepository } from '../persistence/reprojection.repository.js';

/** As many moved deadlines are named. */
const NAMED = 100;

/** What a change of a calendar would do. */
export interface Foresight {
  readonly examined: number;
  readonly moved: number;
  /** Would be overdue at once. */
  readonly overdue: number;
  /** Would not be provisional any more. */
  readonly confirmed: number;
  /** The first ones moved, in the order of their ids. */
  readonly named: readonly {
    readonly dossierId: string;
    readonly fromDueAt: string;
    readonly toDueAt: string;
    readonly rules: readonly string[];
  }[];
}

/** Goes through every open deadline of the calendar, page by page, exactly as the change itself would. */
export async function foreseeReprojection(
  tx: Tx,
  options: {
    readonly deadlines: ReprojectionRepository;
    readonly calendars: CalendarRepository;
    readonly changed: ChangedCalendar;
  },
): Promise<Foresight> {
  const { deadlines, calendars, changed } = options;
  const { calendarId } = changed.definition;
  const foreseen = { examined: 0, moved: 0, overdue: 0, confirmed: 0, named: [] as Foresight['named'][number][] };
  let page = await deadlines.page(tx, calendarId, null);
  while (page.length > 0) {
    for (const { dossierId, clock } of page) {
      foreseen.examined += 1;
      const before = await calendars.promisedWith(tx, calendarId, clock.state.calendarRevision);
      const step = reproject(clock, before, changed);
      if (!step) continue;
      const { currentDueAt, provisional, reprojections } = step.clock.state;
      if (clock.state.provisional && !provisional) foreseen.confirmed += 1;
      if (currentDueAt === clock.state.currentDueAt) continue;
      foreseen.moved += 1;
      if (currentDueAt !== null && new Date(currentDueAt) < changed.publishedAt) foreseen.overdue += 1;
      const { fromDueAt, toDueAt, rules } = reprojections.at(-1)!;
      if (foreseen.named.length < NAMED) foreseen.named.push({ dossierId, fromDueAt, toDueAt, rules });
    }
    page = await deadlines.page(tx, calendarId, page.at(-1)!.dossierId);
  }
  return foreseen;
}
