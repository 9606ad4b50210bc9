import { localDayOf } from '@motcua/kernel';
import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import {
  dueAfterPause,
  dueAt,
  dueSoonAt,
  judge,
  shiftByPause,
  type DueInstant,
  type Pause,
  type WorkingCalendar,
} from '@motcua/working-calendar';

export type StepName = 'started' | 'disputed' | 'paused' | 'resumed' | 'closed' | 'ended';

/** Something that happened to a dossier's clock: when, in the world, and the clock's state after it. */
export interface Step {
  readonly name: StepName;
  readonly happenedAt: string;
  readonly state: DeadlineStateV1;
}

/**
 * What has to happen, in order, so that the clock stands where the dossier's state demands; empty when it does.
 * It asks for the state and never for the event, so a dossier first heard of when it is completed goes through the same
 * steps as one that was followed from the beginning. Steps that were taken stay as they are.
 * A dossier that was never accepted has no clock; an ended clock does not move again.
 * @throws AppError `calendar-year-missing`, `interval-reversed`, `time-limit-invalid`
 */
export function stepsTo(
  dossier: DossierStateV1,
  present: DeadlineStateV1 | null,
  calendar: WorkingCalendar,
): readonly Step[] {
  const steps = present === null ? firstSteps(dossier, calendar) : [];
  let state = steps.at(-1)?.state ?? present;
  while (state !== null) {
    const step = nextStep(dossier, state, calendar);
    if (step === null) break;
    steps.push(step);
    state = step.state;
  }
  return steps;
}

/**
 * The appointment on the slip is taken over as it was promised. Our own computation does not replace it: when it comes
 * to another instant, that is an alarm.
 */
function firstSteps(dossier: DossierStateV1, calendar: WorkingCalendar): Step[] {
  const { acceptedAt, appointmentAt, procedure } = dossier;
  if (acceptedAt === null) return [];
  const computed = procedure.timeLimit && dueAt(calendar, new Date(acceptedAt), procedure.timeLimit);
  const state: DeadlineStateV1 = {
    dossierId: dossier.dossierId,
    originalDueAt: appointmentAt,
    ...dueBy(calendar, appointmentAt),
    provisional: (computed?.provisional ?? false) || isProvisional(calendar, appointmentAt),
    pauses: [],
    closedAt: null,
    outcome: null,
  };
  const disputed = computed !== null && computed.dueAt.toISOString() !== appointmentAt;
  const names: readonly StepName[] = disputed ? ['started', 'disputed'] : ['started'];
  return names.map((name) => ({ name, happenedAt: acceptedAt, state }));
}

function nextStep(dossier: DossierStateV1, state: DeadlineStateV1, calendar: WorkingCalendar): Step | null {
  if (state.closedAt !== null) return null;
  const { supplements, completedAt, withdrawnAt } = dossier;
  const paused = state.pauses.at(-1)?.to === null;
  if (paused) {
    const receivedAt = supplements[state.pauses.length - 1]?.receivedAt;
    if (receivedAt) {
      return { name: 'resumed', happenedAt: receivedAt, state: withoutOpenPause(dossier, state, receivedAt, calendar) };
    }
  } else {
    const requestedAt = supplements[state.pauses.length]?.requestedAt;
    if (requestedAt) {
      const pauses = [...state.pauses, { from: requestedAt, to: null }];
      return { name: 'paused', happenedAt: requestedAt, state: { ...state, pauses } };
    }
  }
  if (completedAt !== null) {
    const last = withoutOpenPause(dossier, state, completedAt, calendar);
    const due = last.currentDueAt === null ? null : new Date(last.currentDueAt);
    const outcome = judge(calendar, new Date(completedAt), due);
    return { name: 'closed', happenedAt: completedAt, state: { ...last, closedAt: completedAt, outcome } };
  }
  if (withdrawnAt !== null) {
    const last = withoutOpenPause(dossier, state, withdrawnAt, calendar);
    return { name: 'ended', happenedAt: withdrawnAt, state: { ...last, closedAt: withdrawnAt } };
  }
  return null;
}

/** The state with its open pause, if there is one, ended at `to` and the due instant moved by it. */
function withoutOpenPause(
  dossier: DossierStateV1,
  state: DeadlineStateV1,
  to: string,
  calendar: WorkingCalendar,
): DeadlineStateV1 {
  const open = state.pauses.at(-1);
  if (open?.to !== null) return state;
  const pauses = [...state.pauses.slice(0, -1), { from: open.from, to }];
  if (state.currentDueAt === null) return { ...state, pauses };
  const pause = { from: new Date(open.from), to: new Date(to) };
  const moved = movedBy(pause, dossier.procedure, new Date(state.currentDueAt), calendar);
  return {
    ...state,
    ...dueBy(calendar, moved.dueAt.toISOString()),
    provisional: state.provisional || moved.provisional,
    pauses,
  };
}

function movedBy(
  pause: Pause,
  { timeLimit, clockPolicy }: DossierStateV1['procedure'],
  due: Date,
  calendar: WorkingCalendar,
): DueInstant {
  if (timeLimit !== null) return dueAfterPause(calendar, { dueAt: due, pause, policy: clockPolicy, limit: timeLimit });
  // An appointment without a time limit has nothing to count anew from, so whatever the policy it moves by the pause.
  const moved = shiftByPause(calendar, due, pause);
  return { dueAt: moved, provisional: isProvisional(calendar, moved.toISOString()) };
}

function dueBy(calendar: WorkingCalendar, instant: string | null): Pick<DeadlineStateV1, 'currentDueAt' | 'dueSoonAt'> {
  if (instant === null) return { currentDueAt: null, dueSoonAt: null };
  return { currentDueAt: instant, dueSoonAt: dueSoonAt(calendar, new Date(instant)).toISOString() };
}

function isProvisional(calendar: WorkingCalendar, instant: string | null): boolean {
  return instant !== null && calendar.provisional(localDayOf(new Date(instant)));
}
