import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, type Tx } from '@motcua/persistence';
import { stepsUnder } from '../domain/following.js';
import type { ChangedCalendar } from '../domain/reprojection.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { DeadlineRepository } from '../persistence/deadline.repository.js';
import { ReprojectionRepository } from '../persistence/reprojection.repository.js';
import { clockOf, type StoredClock } from '../persistence/stored-clock.js';

/** Applies changes of calendars to the open deadlines, one transaction for each page; continues where an ended process stopped. */
@Injectable()
export class ReprojectDeadlines {
  private readonly logger = new Logger(ReprojectDeadlines.name);

  constructor(
    private readonly reprojections: ReprojectionRepository,
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Works until no change is left that this process can take, or `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && (await this.unitOfWork.run((tx) => this.nextPage(tx))));
  }

  private async nextPage(tx: Tx): Promise<boolean> {
    const pending = await this.reprojections.takeOldest(tx);
    if (!pending) return false;
    const page = await this.reprojections.page(tx, pending.calendarId, pending.cursor, true);
    // The newest edition, also when a later change was published meanwhile.
    const current = await this.calendars.get(tx, pending.calendarId);
    for (const open of page) await this.reproject(tx, open, current);
    const last = page.at(-1)?.dossierId ?? null;
    await this.reprojections.advance(tx, pending, { last, at: this.clock.now() });
    return true;
  }

  /** A clock that cannot be computed or published stays as it is and does not stop the others. */
  private async reproject(tx: Tx, open: StoredClock, current: ChangedCalendar): Promise<void> {
    const before = await this.calendars.promisedWith(tx, current.definition.calendarId, open.calendarRevision);
    try {
      const steps = stepsUnder(clockOf(open), before, [current], this.clock.now());
      await this.deadlines.record(tx, open.dossierId, open.revision, steps);
    } catch (error) {
      this.logger.error({
        message: 'A clock cannot follow its calendar.',
        dossierId: open.dossierId,
        cause: String(error),
      });
    }
  }
}
