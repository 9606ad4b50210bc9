import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import type { WorkingCalendar } from '@motcua/working-calendar';
import { factsOf, ruleOnceGave, type Clock, type ClockFacts } from './clock-facts.js';
import { computedState } from './computed-state.js';
import type { Step, StepName } from './step.js';

/** A calendar to compute with, and the revision that it was published at. */
export interface DatedCalendar {
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

/**
 * The steps, in order, that bring the clock to what the dossier's state requires; none when it is there. They depend on the state
 * and never on the event, so a dossier whose first known state is completed takes the same steps as one that was followed from
 * the beginning. Earlier steps stay as they are; what intake corrects or voids is judged again. A dossier that was never
 * accepted has no clock; one that has ended does not move again.
 * @param promised the calendar that the appointment was computed with; only by it can the slip be checked
 * @throws AppError as {@link computedState}
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
 * The appointment on the slip becomes the promise. Our own computation does not replace it: when it gives another instant,
 * `disputed` reports it. The promise of another one-stop system is never disputed.
 */
export function startSteps(
  dossier: DossierStateV1,
  { calendar }: DatedCalendar,
  promised: DatedCalendar,
): readonly Step[] {
  const { acceptedAt, appointmentAt } = dossier;
  if (acceptedAt === null) return [];
  const facts = factsOf(dossier);
  const blank: DeadlineStateV1 = {
    dossierId: dossier.dossierId,
    originalDueAt: appointmentAt,
    currentDueAt: null,
    overdueFrom: null,
    dueSoonAt: null,
    provisional: false,
    parked: null,
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
  const state = computedState(facts, blank, calendar, acceptedAt);
  const disputed = dossier.externalCode === null && isDisputed(facts, promised.calendar);
  const names: readonly StepName[] = disputed ? ['started', 'disputed'] : ['started'];
  return names.map((name) => ({ name, happenedAt: acceptedAt, clock: { facts, state } }));
}

/** Whether the rule of the procedure gives another instant than the promised one; false while it gives none. */
function isDisputed(facts: ClockFacts, promised: WorkingCalendar): boolean {
  const ruled = ruleOnceGave(facts, promised);
  return ruled !== null && ruled !== facts.baseDueAt;
}

/** Something that happened to the dossier and is not part of the clock yet. */
interface Happening {
  readonly at: string;
  readonly take: () => Step;
}

/** The step for the earliest happening that is not part of the clock yet; null when there is none. */
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

/** Times in which the agencies could not work on an accepted dossier, in order; they never overlap. */
function stopsOf({ acceptedAt, supplements, suspensions }: DossierStateV1): DeadlineStateV1['pauses'] {
  return [
    ...supplements
      .filter(({ requestedAt }) => acceptedAt !== null && requestedAt >= acceptedAt)
      .map(({ requestedAt: from, recordedAt, receivedAt: to }) => ({
        from,
        recordedAt,
        to,
        cause: 'SUPPLEMENT' as const,
      })),
    ...suspensions.map(({ from, recordedAt, to, cause }) => ({ from, recordedAt, to, cause })),
  ].toSorted((one, other) => one.from.localeCompare(other.from) || openLast(one.to, other.to));
}

/** Of two stops that began at the same instant, the open one comes last. */
function openLast(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one.localeCompare(other);
}

interface Change {
  readonly pauses?: DeadlineStateV1['pauses'];
  readonly taken?: DossierStateV1['steps'];
  readonly end?: End;
}

function stepOf(
  name: StepName,
  happenedAt: string,
  dossier: DossierStateV1,
  { facts, state }: Clock,
  { pauses = state.pauses, taken, end }: Change,
  calendar: WorkingCalendar,
): Step {
  const begun =
    taken ?? dossier.steps.slice(0, state.steps.length).map((step, index) => ({ ...step, to: state.steps[index]!.to }));
  const stepLimits = begun.map(({ timeLimit }) => timeLimit);
  const known = { ...facts, stepLimits, ...(end && { judged: end.judged }) };
  const steps = begun.map(({ title, agency, from, to }) => ({ title, agency, from, to, dueAt: null, outcome: null }));
  const ledger = { ...state, pauses, steps, closedAt: end?.at ?? state.closedAt };
  return { name, happenedAt, clock: { facts: known, state: computedState(known, ledger, calendar, happenedAt) } };
}

export interface End {
  readonly at: string;
  /** Ended with a result, so that it is judged. */
  readonly judged: boolean;
}

/** When a dossier ended; null while it has not. */
export function endOf({ completedAt, withdrawnAt, terminatedAt, voidedAt }: DossierStateV1): End | null {
  if (voidedAt !== null) return { at: completedAt ?? withdrawnAt ?? terminatedAt ?? voidedAt, judged: false };
  if (completedAt !== null) return { at: completedAt, judged: true };
  const at = withdrawnAt ?? terminatedAt;
  return at === null ? null : { at, judged: false };
}

/** The clock ends when the dossier ends, and with it an open pause. */
function closing(name: StepName, dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Step | null {
  const end = endOf(dossier);
  if (end === null) return null;
  const pauses = clock.state.pauses.map((pause) => (pause.to === null ? { ...pause, to: end.at } : pause));
  return stepOf(name, end.at, dossier, clock, { pauses, taken: dossier.steps, end }, calendar);
}

/** An ended clock moves only when intake corrects the end or voids the dossier. */
function correction(dossier: DossierStateV1, clock: Clock, calendar: WorkingCalendar): Step | null {
  const end = endOf(dossier);
  const { closedAt, outcome } = clock.state;
  // A row that an older version wrote does not say whether its end was judged; its outcome does, because nothing was parked then.
  const judged = clock.facts.judged ?? outcome !== null;
  if (end === null || (end.at === closedAt && end.judged === judged)) return null;
  return closing('corrected', dossier, clock, calendar);
}
