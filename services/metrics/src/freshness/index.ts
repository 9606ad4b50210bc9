export { FoldLag } from './fold-lag.js';
export { assessFreshness, figureSources, type Freshness, HOP_KINDS, type Watermark } from './freshness.js';
export { LatestFreshness } from './latest-freshness.js';
export { type HeardWatermarks, RelayWatermarks } from './relay-watermarks.js';
export { TopicEnds } from './topic-ends.js';
