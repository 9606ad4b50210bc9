import type { DayNumber } from '../time/index.js';
import type { Measure } from './measures.js';

/** One count of a measure: where and when it counts. */
export interface Contribution {
  readonly measure: Measure;
  readonly agency: string;
  readonly day: DayNumber;
}
