import { addLocalDays, startOfLocalDay, type LocalDay } from '@motcua/kernel';
import type { WorkingCalendar, WorkingSession } from '@motcua/working-calendar';

/** The working sessions from one local day to another, to be addressed by a share of their whole time. */
export interface WorkingRange {
  /** Where the range ends: the end of its last day, or `until` when that comes first. Exclusive. */
  readonly end: Date;
  /** The working instant at `share` (0 to 1) of the range's working time, in whole seconds. */
  instantAt(share: number): Date;
}

export interface WorkingRangeOptions {
  readonly from: LocalDay;
  /** Inclusive. */
  readonly to: LocalDay;
  /** Nothing at or after this instant. @default the end of the last day */
  readonly until?: Date | undefined;
}

/** @throws Error when nobody works in the range */
export function workingRange(calendar: WorkingCalendar, { from, to, until }: WorkingRangeOptions): WorkingRange {
  const dayEnd = startOfLocalDay(addLocalDays(to, 1));
  const end = until !== undefined && until < dayEnd ? until : dayEnd;
  const sessions: WorkingSession[] = [];
  for (let day = from; day <= to; day = addLocalDays(day, 1)) {
    sessions.push(...calendar.sessionsOn(day).filter((session) => session.to <= end.getTime()));
  }
  const total = sessions.reduce((sum, session) => sum + session.to - session.from, 0);
  if (total === 0) throw new Error(`Nobody works from ${from} to ${to}.`);
  return {
    end,
    instantAt: (share) => {
      let left = Math.floor((total * share) / 1_000) * 1_000;
      const session = sessions.find(({ from: opens, to: closes }) => (left -= closes - opens) < 0) ?? sessions.at(-1)!;
      return new Date(Math.min(session.to, session.to + left));
    },
  };
}
