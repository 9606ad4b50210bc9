import { localDayOf } from '@motcua/kernel/portable';
import type { WorkingCalendar } from './working-calendar.js';

/** How a completed dossier stands to its due instant. */
export type Outcome = 'EARLY' | 'ON_TIME' | 'OVERDUE';

/**
 * Judges a completion by instants that come in, never by "now". Equality is on time (Decision 766/QĐ-TTg). Early is
 * before the beginning of the half-day session in which the due instant falls (practice); no due instant is early.
 * A due instant between sessions belongs to the day's last session begun before it, and before the first opening or on a
 * day off it stands alone: anything before it is early.
 */
export function judge(calendar: WorkingCalendar, completedAt: Date, dueAt: Date | null): Outcome {
  if (dueAt === null) return 'EARLY';
  if (completedAt > dueAt) return 'OVERDUE';
  return completedAt.getTime() < startOfDueSession(calendar, dueAt.getTime(), dueAt) ? 'EARLY' : 'ON_TIME';
}

function startOfDueSession(calendar: WorkingCalendar, due: number, dueAt: Date): number {
  const begun = calendar.sessionsOn(localDayOf(dueAt)).filter(({ from }) => from <= due);
  // Where one session ends as the next begins, the instant is the end of the first: added time stays at an end.
  const session = begun.find(({ to }) => due <= to) ?? begun.at(-1);
  return session?.from ?? due;
}
