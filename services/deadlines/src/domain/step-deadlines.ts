import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { dueAt, judge, shiftByPause, type WorkingCalendar } from '@motcua/working-calendar';
import { computed } from './parking.js';

type StepDeadlines = DeadlineStateV1['steps'];
type Pauses = DeadlineStateV1['pauses'];

/**
 * The deadline of each step between agencies: its own limit from the moment its agency received the dossier, moved by the pauses
 * within the step. A late step is the lateness of its agency, independent of the dossier's deadline. Null where there is no limit,
 * or the calendar does not have the years for it yet.
 */
export function stepDeadlines(
  taken: DossierStateV1['steps'],
  pauses: Pauses,
  calendar: WorkingCalendar,
): StepDeadlines {
  return taken.map((step) => {
    const { title, agency, from, to } = step;
    const { value: due } = computed(calendar, () => stepDue(step, pauses, calendar));
    const outcome = to === null || due === null ? null : judge(calendar, new Date(to), due);
    return { title, agency, from, dueAt: due?.toISOString() ?? null, to, outcome };
  });
}

function stepDue(
  { from, to, timeLimit }: DossierStateV1['steps'][number],
  pauses: Pauses,
  calendar: WorkingCalendar,
): Date | null {
  if (timeLimit === null) return null;
  let due = dueAt(calendar, new Date(from), timeLimit).dueAt;
  for (const pause of pauses) {
    const begun = pause.from > from ? pause.from : from;
    const over = earlier(pause.to, to);
    if (over === null || over <= begun) continue;
    due = shiftByPause(calendar, due, { from: new Date(begun), to: new Date(over) });
  }
  return due;
}

/** The earlier of two instants; null has not come yet. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
