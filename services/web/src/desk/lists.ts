/** Work lists of deadlines, and lanes at the counter, as they stand in addresses. */
export const workLists = ['overdue', 'due-today', 'due-soon', 'open', 'suspended', 'step-overdue', 'parked'] as const;
export const queueLanes = ['waiting', 'supplemented', 'toReturn'] as const;
export type QueueLane = (typeof queueLanes)[number];
