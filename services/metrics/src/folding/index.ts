export { FoldBatch } from './fold-batch.js';
export { FollowEvents } from './follow-events.js';
export { type Progress, readProgress } from './progress-store.js';
export { replayAndSwap } from './replay-and-swap.js';
export { type ReplayTargets, ReplayTopics } from './replay-topics.js';
export { claimShadows, dropShadow, makeShadow, readAllCounters } from './shadow-schema.js';
