import { localDayOf } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { CalendarRepository, KeptCalendar } from '../clocks/index.js';
import { waitedWorkingMinutes } from '../dossiers/index.js';
import type { ImportedLife } from './domain/imported-life.js';
import { calendarNotArrived, lifeBeyondCalendar } from './domain/imported-life-bounds.js';
import type { ImportFault } from './domain/imported-life-faults.js';

export interface CountedLife {
  readonly faults: readonly ImportFault[];
  /** Null: not answered, or it cannot be counted. */
  readonly waitedWorkingMinutes: number | null;
}

/** Counts in imported lives. What was read of the calendars is kept for a whole import. */
export class CalendarsOfImport {
  private readonly held = new Map<string, KeptCalendar>();

  constructor(private readonly calendars: CalendarRepository) {}

  /** Whether the newest edition reaches all of a life, and the waiting by the edition of the day of the answer. */
  async count(tx: Tx, life: ImportedLife, calendarId: string, now: Date): Promise<CountedLife> {
    const newest = await this.heldOn(tx, calendarId, now);
    if (!newest) return { faults: [calendarNotArrived(calendarId)], waitedWorkingMinutes: null };
    const faults = lifeBeyondCalendar(life, newest.calendar);
    const answer = life.acceptedAt ?? life.refusedAt;
    if (answer === null || faults.length > 0) return { faults, waitedWorkingMinutes: null };
    const answeredAt = new Date(answer);
    const { calendar } = (await this.heldOn(tx, calendarId, answeredAt)) ?? newest;
    return { faults, waitedWorkingMinutes: waitedWorkingMinutes(calendar, life.submittedAt, answeredAt) };
  }

  private async heldOn(tx: Tx, calendarId: string, at: Date): Promise<KeptCalendar | null> {
    const key = `${calendarId} ${localDayOf(at)}`;
    const known = this.held.get(key) ?? (await this.calendars.findHeldOn(tx, calendarId, at));
    if (known) this.held.set(key, known);
    return known;
  }
}
