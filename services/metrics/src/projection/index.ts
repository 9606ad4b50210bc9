export { ConsistentReads } from './consistent-reads.js';
export { boolArray, instantArray, int4Array, textArray } from './pg-array.js';
export { LIVE_SCHEMA, perSchema, projectionRights } from './projection-schema.js';
export { type Query, queryOf } from './query.js';
