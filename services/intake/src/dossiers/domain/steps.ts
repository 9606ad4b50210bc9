import type { DossierStateV1 } from '@motcua/contracts';

/** A step between agencies, as the procedure declares it. */
export type Step = DossierStateV1['procedure']['steps'][number];
type TakenSteps = DossierStateV1['steps'];

/** What a procedure without declared steps consists of: its agency settles it (thụ lý), within the dossier's own limit. */
const SETTLING = 'Thụ lý';

/** The step after those taken; null after the last one. */
export function nextStepOf({ procedure, settlingAgency, steps }: DossierStateV1): Step | null {
  if (procedure.steps.length > 0) return procedure.steps[steps.length] ?? null;
  return steps.length === 0 ? { title: SETTLING, agency: settlingAgency, timeLimit: null } : null;
}

/** The steps that a result still needs: what is granted has gone through all of them, a refusal may come at any. */
export function stepsLeft({ procedure, steps }: DossierStateV1, result: 'POSITIVE' | 'NEGATIVE'): readonly Step[] {
  return result === 'NEGATIVE' ? [] : procedure.steps.slice(steps.length);
}

export const stepsLeftText = (left: readonly Step[]): string =>
  `Steps are left: ${left.map(({ title }) => title).join(', ')}.`;

export function withoutOpenStep(steps: TakenSteps, at: string): TakenSteps {
  return steps.map((step) => (step.to ? step : { ...step, to: at }));
}

/**
 * The steps once another agency stands in for one. A step that is being taken ends there and begins anew, with its whole
 * limit, at the agency that takes over: each answers for its own time.
 */
export function withStepsMoved(
  state: DossierStateV1,
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: string },
): Pick<DossierStateV1, 'procedure' | 'steps'> {
  const { procedure, steps } = state;
  const moved = procedure.steps.map((step, index) =>
    index >= steps.length && step.agency === from ? { ...step, agency: to } : step,
  );
  const open = steps.at(-1);
  const taken =
    open && open.to === null && open.agency === from
      ? [...withoutOpenStep(steps, at), { ...open, agency: to, from: at }]
      : steps;
  // The procedure's list stays in step with the steps taken, so that the next one is found by its place.
  const declared = taken.length > steps.length && moved.length > 0 ? insertedAgain(moved, steps.length, taken) : moved;
  return { procedure: { ...procedure, steps: declared }, steps: taken };
}

function insertedAgain(declared: readonly Step[], place: number, taken: TakenSteps): Step[] {
  const { title, agency, timeLimit } = taken.at(-1)!;
  return [...declared.slice(0, place), { title, agency, timeLimit }, ...declared.slice(place)];
}
