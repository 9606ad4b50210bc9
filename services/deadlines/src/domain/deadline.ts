import { localDayOf } from '@motcua/kernel';
import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { dueSoonAt, judge, type WorkingCalendar } from '@motcua/working-calendar';
import { dueOf, factsOf, ruleOnceGave, type Clock, type ClockFacts } from './clock-facts.js';
import { stepDeadlines } from './step-deadlines.js';

export type StepName =
  | 'started'
  | 'disputed'
  | 'paused'
  | 'resumed'
  | 'step-started'
  | 'step-closed'
  | 'extended'
  | 'reprojected'
  | 'notice-retracted'
  | 'closed'
  | 'ended'
  | 'corrected';

/** Something that happened to a dossier's clock: when, in the world, and the clock after it. */
export interface Step {
  readonly name: StepName;
  readonly happenedAt: string;
  readonly clock: Clock;
}

/** A calendar to compute with, and the revision that it was published at. */
export interface DatedCalendar {
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

/**
 * What has to happen, in order, so that the clock stands where the dossier's state demands it; empty when it does.
 * It asks for the state and never for the event, so a dossier first heard of when it is completed goes through the same
 * steps as one that was followed from the beginning. Steps that were taken stay as they are; what intake corrects or
 * voids is judged anew. A dossier that was never accepted has no clock; one that has ended does not move again.
 * @param promised the calendar that the appointment was computed with; it alone can tell whether the slip was right
 * @throws AppError `calendar-year-missing`, `interval-reversed`, `time-limit-invalid`
 */
export function stepsTo(
  dossier: DossierStateV1,
  present: Clock | null,
  current: DatedCalendar,
  promised: DatedCalendar = current,
): readonly Step[] {
  const steps = present === null ? [...startSteps(dossier, current, promised)] : [];
  let clock = steps.at(-1)?.clock ?? present;
  while (clock !== null) {
    const step = nextStep(dossier, clock, current.calendar);
    if (step === null) break;
    steps.push(step);
    clock = step.clock;
  }
  return steps;
}

/**
 * The appointment on the slip is taken over as it was promised. Our own computation does not replace it: when it comes
 * to another instant, that is an alarm. What another one-stop system promised is not ours to dispute.
 */
export function startSteps(
  dossier: DossierStateV1,
  { calendar }: DatedCalendar,
  promised: DatedCalendar,
): readonly Step[] {
  const { acceptedAt, appointmentAt } = dossier;
  if (acceptedAt === null) return [];
  const facts = factsOf(dossier);
  const state: DeadlineStateV1 = {
    dossierId: dossier.dossierId,
    originalDueAt: appointmentAt,
    ...dueBy(calendar, appointmentAt),
    provisional: isProvisional(calendar, acceptedAt, appointmentAt),
    pauses: [],
    extension: null,
    reprojections: [],
    calendarRevision: promised.revision,
    steps: [],
    dueSoonNotice: null,
    missedNotice: null,
    closedAt: null,
    outcome: null,
  };
  const ruled = dossier.externalCode === null && facts.timeLimit !== null;
  const disputed = ruled && ruleOnceGave(facts, promised.calendar) !== appointmentAt;
  const names: readonly StepName[] = disputed ? ['started', 'disputed'] : ['started'];
  return names.map((name) => ({ name, happenedAt: acceptedAt, clock: { facts, state } }));
}

/** Something of the dossier that the clock does not show yet. */
interface Happening {
  readonly at: string;
  readonly take: () => Step;
}

/** The earliest thing that the clock does not show yet; null when it shows all. */
function nextStep(dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Step | null {
  if (clock.state.closedAt !== null) return correction(dossier, clock, calendar);
  const happenings = [nextOfPauses(dossier, clock, calendar), nextOfSteps(dossier, clock, calendar)]
    .filter((happening): happening is Happening => happening !== null)
    .toSorted((one, other) => one.at.localeCompare(other.at));
  const end = endOf(dossier);
  const next = happenings.find(({ at }) => end === null || at <= end.at);
  if (next) return next.take();
  return end && closing(end.judged ? 'closed' : 'ended', dossier, clock, calendar);
}

function nextOfPauses(dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Happening | null {
  const { state } = clock;
  const stops = stopsOf(dossier);
  const open = state.pauses.at(-1);
  if (open?.to === null) {
    const to = stops[state.pauses.length - 1]?.to ?? null;
    if (to === null) return null;
    const pauses = [...state.pauses.slice(0, -1), { ...open, to }];
    return { at: to, take: () => stepOf('resumed', to, dossier, clock, { pauses }, calendar) };
  }
  const stop = stops[state.pauses.length];
  if (!stop) return null;
  const pauses = [...state.pauses, { ...stop, to: null }];
  return { at: stop.from, take: () => stepOf('paused', stop.from, dossier, clock, { pauses }, calendar) };
}

function nextOfSteps(dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Happening | null {
  const { steps } = clock.state;
  const open = steps.at(-1);
  const last = dossier.steps[steps.length - 1];
  if (open?.to === null) {
    const to = last?.to ?? null;
    const taken = dossier.steps.slice(0, steps.length);
    return to === null ? null : { at: to, take: () => stepOf('step-closed', to, dossier, clock, { taken }, calendar) };
  }
  const begun = dossier.steps[steps.length];
  if (!begun) return null;
  const taken = [...dossier.steps.slice(0, steps.length), { ...begun, to: null }];
  return { at: begun.from, take: () => stepOf('step-started', begun.from, dossier, clock, { taken }, calendar) };
}

/** Times in which nobody at the agencies could work on an accepted dossier, in order; they never overlap. */
function stopsOf({ acceptedAt, supplements, suspensions }: DossierStateV1): DeadlineStateV1['pauses'] {
  return [
    ...supplements
      .filter(({ requestedAt }) => acceptedAt !== null && requestedAt >= acceptedAt)
      .map(({ requestedAt, receivedAt }) => ({ from: requestedAt, to: receivedAt, cause: 'SUPPLEMENT' as const })),
    ...suspensions.map(({ from, to, cause }) => ({ from, to, cause })),
  ].toSorted((one, other) => one.from.localeCompare(other.from) || (one.to ?? '~').localeCompare(other.to ?? '~'));
}

interface Change {
  readonly pauses?: DeadlineStateV1['pauses'];
  readonly taken?: DossierStateV1['steps'];
}

function stepOf(
  name: StepName,
  happenedAt: string,
  dossier: DossierStateV1,
  { facts, state }: Clock,
  { pauses = state.pauses, taken }: Change,
  calendar: WorkingCalendar,
): Step {
  const steps =
    taken ?? dossier.steps.slice(0, state.steps.length).map((step, index) => ({ ...step, to: state.steps[index]!.to }));
  const known = { ...facts, stepLimits: steps.map(({ timeLimit }) => timeLimit) };
  const next = withDue(known, { ...state, pauses, steps: stepDeadlines(steps, pauses, calendar) }, calendar);
  return { name, happenedAt, clock: { facts: known, state: next } };
}

/** The state with its due instant as facts, pauses and extension give it. */
export function withDue(facts: ClockFacts, state: DeadlineStateV1, calendar: WorkingCalendar): DeadlineStateV1 {
  const due = dueOf(facts, state, calendar)?.toISOString() ?? null;
  return { ...state, ...dueBy(calendar, due), provisional: isProvisional(calendar, facts.acceptedAt, due) };
}

export interface End {
  readonly at: string;
  /** Ended with a result, so that it is judged. */
  readonly judged: boolean;
}

/** When a dossier came to its end; null while it has not. */
export function endOf({ completedAt, withdrawnAt, terminatedAt, voidedAt }: DossierStateV1): End | null {
  if (voidedAt !== null) return { at: completedAt ?? withdrawnAt ?? terminatedAt ?? voidedAt, judged: false };
  if (completedAt !== null) return { at: completedAt, judged: true };
  const at = withdrawnAt ?? terminatedAt;
  return at === null ? null : { at, judged: false };
}

/**
 * The clock ended where the dossier ended; an open pause ends with it. What was put off only afterwards does not count:
 * a dossier is judged by the due instant that stood when it was completed.
 */
function closing(name: StepName, dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Step | null {
  const end = endOf(dossier);
  if (end === null) return null;
  const { extension, pauses: stops } = clock.state;
  const pauses = stops.map((pause) => (pause.to === null ? { ...pause, to: end.at } : pause));
  const step = stepOf(name, end.at, dossier, clock, { pauses, taken: dossier.steps }, calendar);
  const { facts } = step.clock;
  const counted =
    extension !== null && extension.at > end.at ? { ...step.clock.state, extension: null } : step.clock.state;
  const last = { ...withDue(facts, counted, calendar), extension };
  const due = last.currentDueAt === null ? null : new Date(last.currentDueAt);
  const outcome = end.judged ? judge(calendar, new Date(end.at), due) : null;
  return { ...step, clock: { facts, state: { ...last, closedAt: end.at, outcome } } };
}

/** An ended clock moves only when intake puts its end right, or strikes the dossier out. */
function correction(dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Step | null {
  const end = endOf(dossier);
  const { closedAt, outcome } = clock.state;
  if (end === null || (end.at === closedAt && end.judged === (outcome !== null))) return null;
  return closing('corrected', dossier, clock, calendar);
}

function dueBy(calendar: WorkingCalendar, instant: string | null): Pick<DeadlineStateV1, 'currentDueAt' | 'dueSoonAt'> {
  if (instant === null) return { currentDueAt: null, dueSoonAt: null };
  return { currentDueAt: instant, dueSoonAt: dueSoonAt(calendar, new Date(instant)).toISOString() };
}

/** Whether the time from acceptance to the due instant touches a year that is not signed yet. */
function isProvisional(calendar: WorkingCalendar, acceptedAt: string, due: string | null): boolean {
  if (due === null) return false;
  const lastYear = Number(localDayOf(new Date(due)).slice(0, 4));
  for (let year = Number(localDayOf(new Date(acceptedAt)).slice(0, 4)); year <= lastYear; year += 1) {
    if (calendar.provisional(`${year}-01-01`)) return true;
  }
  return false;
}
