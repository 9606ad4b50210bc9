import type { DeadlineEvent, DeadlineStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';

/** What follows a newer state of a clock, in the transaction that keeps it. */
export interface AfterClockChange {
  /** @param before the state that it took the place of; null: nothing was known of this clock */
  run(tx: Tx, before: DeadlineStateV1 | null, event: DeadlineEvent): Promise<void>;
}

/** Injection token for all that follows it, in the order in which it runs. */
export const AFTER_CLOCK_CHANGE = Symbol('AfterClockChange');
