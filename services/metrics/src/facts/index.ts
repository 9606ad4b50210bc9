export { decodeEvent, type EncodedEvent, type EventReader, readerOf } from './decode-event.js';
export { decodeState } from './decode-state.js';
export { loadFacts, saveSlices, sliceReading } from './fact-store.js';
export {
  type DeadlineSlice,
  type Fact,
  heardFact,
  type HeardState,
  Hearing,
  type IntakeSlice,
  judgeHearing,
  mergeEvent,
  type Pause,
  type PaymentSlice,
  type SliceName,
  SLICES,
  type SurveySlice,
  unheardFact,
} from './fact.js';
