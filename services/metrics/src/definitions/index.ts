export { type Caveats, caveatsOf } from './caveats.js';
export {
  asFirstPromisedDefinition,
  furtherDefinitions,
  type Indicator,
  indicatorDefinitions,
  type IndicatorId,
  indicatorOf,
  indicatorsOf,
  qd766Definition,
  type Targets,
} from './indicators.js';
