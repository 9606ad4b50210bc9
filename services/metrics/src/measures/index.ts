export { contributions, CONTRIBUTIONS_VERSION } from './contributions.js';
export { CounterDeltas } from './counter-deltas.js';
export {
  addCounts,
  type Counts,
  Measure,
  measureColumns,
  type MeasureName,
  measureNames,
  noCounts,
} from './measures.js';
