import type { LocalDay } from '@motcua/kernel';
import { compileCalendar, provinceCalendar, type WorkingCalendar } from '@motcua/working-calendar';
import { inventApplicant } from './applicant.js';
import { castDossiers, type Casting } from './casting.js';
import { expectationOf } from './expectation.js';
import type { Agency, PlannedDossier, PlannedStep, Procedure, ProvincePlan } from './model.js';
import { countersOf } from './province.js';
import { quotasFor } from './quotas.js';
import { randomFrom } from './random.js';
import { timelineOf } from './timeline.js';
import { workingRange, type WorkingRange } from './working-range.js';

export interface PlanProvinceOptions {
  readonly seed: number;
  /** @default 10_000 */
  readonly dossiers?: number;
  /** First local day. */
  readonly from: LocalDay;
  /** Last local day, inclusive. */
  readonly to: LocalDay;
  /** Nothing is planned at or after this instant. @default the end of the last day */
  readonly until?: Date;
  readonly agencies: readonly Agency[];
  readonly procedures: readonly Procedure[];
  /** @default the province's calendar */
  readonly calendar?: WorkingCalendar;
}

/**
 * The whole plan of a province, a pure function of its options. The four published ratios come out exactly, by
 * construction (see {@link quotasFor}); every instant is a working one inside the range, so a late dossier is late there.
 * Dossiers are in the order of their submission.
 * @throws Error when the catalogue or the range cannot carry the plan
 */
export function planProvince(options: PlanProvinceOptions): ProvincePlan {
  const { seed, agencies, procedures } = options;
  const calendar = options.calendar ?? compileCalendar(provinceCalendar);
  const counters = countersOf(agencies, seed);
  const castings = castDossiers({
    seed,
    quotas: quotasFor(options.dossiers ?? 10_000),
    counters,
    procedures: procedures.toSorted((left, right) => (left.code < right.code ? -1 : 1)),
  });
  const range = workingRange(calendar, options);
  const dossiers = castings
    .map((casting) => planDossier(casting, { seed, range, calendar }))
    .toSorted(
      (left, right) => left.steps[0]!.at.getTime() - right.steps[0]!.at.getTime() || left.number - right.number,
    );
  return {
    dossiers,
    expectation: expectationOf(
      dossiers,
      counters.map(({ agency }) => agency.code),
    ),
  };
}

interface DossierContext {
  readonly seed: number;
  readonly range: WorkingRange;
  readonly calendar: WorkingCalendar;
}

function planDossier(casting: Casting, context: DossierContext): PlannedDossier {
  const { number, procedure, receiving, handedIn } = casting;
  return {
    number,
    procedure,
    channel: handedIn.channel,
    receivingAgency: receiving.agency.code,
    settlingAgency: handedIn.settling.agency.code,
    applicant: inventApplicant(randomFrom(context.seed, `applicant/${number}`)),
    steps: fittingTimeline(casting, context),
  };
}

const ATTEMPTS = 60;

/** Draws the submission until the whole life fits into the range; each attempt looks a little earlier. */
function fittingTimeline(casting: Casting, { seed, range, calendar }: DossierContext): readonly PlannedStep[] {
  const random = randomFrom(seed, `timeline/${casting.number}`);
  const unfinished = ['WAITING', 'SUSPENDED', 'IN_PROCESS'].includes(casting.fate);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const latest = 0.95 ** attempt;
    const submittedAt = range.instantAt(random.between(unfinished ? latest * 0.75 : 0, latest));
    const steps = timelineOf(casting, submittedAt, calendar, random);
    if (steps.at(-1)!.at < range.end && isSound(steps)) return steps;
  }
  throw new Error(
    `The range is too short for procedure ${casting.procedure.code}: choose --from and --to further apart.`,
  );
}

/** Something must lie between the steps: two of them at one instant would hang on the order of arrival. */
function isSound(steps: readonly PlannedStep[]): boolean {
  return steps.every((step, index) => index === 0 || step.kind === 'answer' || step.at > steps[index - 1]!.at);
}
