import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { dueAt, judge, shiftByPause, type WorkingCalendar } from '@motcua/working-calendar';

type StepDeadlines = DeadlineStateV1['steps'];
type Pauses = DeadlineStateV1['pauses'];

/**
 * The deadline of each step between agencies: its own limit from the moment its agency received the dossier, moved by the
 * pauses that fell into it; of one that outlasts the step, by what lies within. Lateness is that agency's, whatever became
 * of the dossier's deadline.
 */
export function stepDeadlines(
  taken: DossierStateV1['steps'],
  pauses: Pauses,
  calendar: WorkingCalendar,
): StepDeadlines {
  return taken.map(({ title, agency, from, to, timeLimit }) => {
    if (timeLimit === null) return { title, agency, from, dueAt: null, to, outcome: null };
    let due = dueAt(calendar, new Date(from), timeLimit).dueAt;
    for (const pause of pauses) {
      const begun = pause.from > from ? pause.from : from;
      const over = earlier(pause.to, to);
      if (over === null || over <= begun) continue;
      due = shiftByPause(calendar, due, { from: new Date(begun), to: new Date(over) });
    }
    const outcome = to === null ? null : judge(calendar, new Date(to), due);
    return { title, agency, from, dueAt: due.toISOString(), to, outcome };
  });
}

/** The earlier of two instants; null has not come yet. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
