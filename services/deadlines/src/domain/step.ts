import type { Clock } from './clock-facts.js';

export type StepName =
  | 'started'
  | 'disputed'
  | 'paused'
  | 'resumed'
  | 'step-started'
  | 'step-closed'
  | 'extended'
  | 'reprojected'
  | 'parked'
  | 'unparked'
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
