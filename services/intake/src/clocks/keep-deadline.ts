import { Inject, Injectable } from '@nestjs/common';
import type { DeadlineEvent } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { AFTER_CLOCK_CHANGE, type AfterClockChange } from './after-clock-change.js';
import { DeadlineRepository } from './deadline.repository.js';

/** Keeps what deadlines published of a clock. An older state, or one that is here already, changes nothing. */
@Injectable()
export class KeepDeadline {
  constructor(
    private readonly deadlines: DeadlineRepository,
    @Inject(AFTER_CLOCK_CHANGE) private readonly afterClockChange: readonly AfterClockChange[],
  ) {}

  async run(tx: Tx, event: DeadlineEvent): Promise<void> {
    const replaced = await this.deadlines.keep(tx, event.revision, event.state);
    if (replaced === null) return;
    for (const each of this.afterClockChange) await each.run(tx, replaced.before, event);
  }
}
