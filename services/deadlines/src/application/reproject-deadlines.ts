import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { UnitOfWork, type Tx } from '@motcua/persistence';
import { retractions } from '../domain/notices.js';
import { reproject } from '../domain/reprojection.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { DeadlineRepository } from '../persistence/deadline.repository.js';
import { ReprojectionRepository } from '../persistence/reprojection.repository.js';

/** Leads changes of calendars through the open deadlines, a transaction a page, going on where a dead process left off. */
@Injectable()
export class ReprojectDeadlines {
  constructor(
    private readonly reprojections: ReprojectionRepository,
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Works until nothing is left that this process can take, or `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && (await this.unitOfWork.run((tx) => this.nextPage(tx))));
  }

  private async nextPage(tx: Tx): Promise<boolean> {
    const pending = await this.reprojections.takeOldest(tx);
    if (!pending) return false;
    const page = await this.reprojections.page(tx, pending.calendarId, pending.cursor, true);
    // The newest edition, also when this change was overtaken: deadlines follow to where the calendar is now.
    const current = await this.calendars.get(tx, pending.calendarId);
    let moved = 0;
    for (const { dossierId, revision, clock } of page) {
      const before = await this.calendars.promisedWith(tx, pending.calendarId, clock.state.calendarRevision);
      const step = reproject(clock, before, current);
      if (!step) continue;
      moved += 1;
      await this.deadlines.record(tx, dossierId, revision, [step, ...retractions(step.clock, this.clock.now())]);
    }
    const last = page.at(-1)?.dossierId ?? null;
    await this.reprojections.advance(tx, pending, { last, examined: page.length, moved, at: this.clock.now() });
    return true;
  }
}
