import { DeadlineStateV1, ExtensionGround } from '@motcua/contracts';
import { Instant } from '@motcua/http';
import { z } from 'zod';
import { isLate } from '../domain/lateness.js';

export const StepAnswer = DeadlineStateV1.shape.steps.unwrap().element.extend({
  late: z
    .boolean()
    .describe('Done after its deadline, or open past it: the lateness of its agency, not of the dossier.'),
});
export type StepAnswer = z.output<typeof StepAnswer>;

export const DeadlineAnswer = DeadlineStateV1.extend({
  revision: z.int().positive(),
  steps: z.array(StepAnswer).readonly().describe('Steps between agencies, each with its own deadline.'),
});
export type DeadlineAnswer = z.output<typeof DeadlineAnswer>;

/** The steps of a clock as they stand at `now`. */
export function stepAnswers(state: DeadlineStateV1, now: Date): readonly StepAnswer[] {
  return state.steps.map((step) => ({ ...step, late: isLate(step, state, now.toISOString()) }));
}

export const ExtendBody = z.strictObject({
  apologyAt: Instant.describe('When the letter of apology was sent.'),
  ground: ExtensionGround,
  toDueAt: Instant.describe('The new appointment, as in the letter.'),
});
export type ExtendBody = z.output<typeof ExtendBody>;
