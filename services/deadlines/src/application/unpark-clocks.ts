import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, type Tx } from '@motcua/persistence';
import { stepsUnder } from '../domain/following.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { DeadlineRepository } from '../persistence/deadline.repository.js';
import { ParkedClockRepository } from '../persistence/parked-clock.repository.js';
import { clockOf } from '../persistence/stored-clock.js';

/**
 * Unparks clocks once their calendar has the years for them, one transaction for each, so that an ended process leaves none half
 * done. It compares the stored revisions and does not depend on events, so no edition is missed.
 */
@Injectable()
export class UnparkClocks {
  private readonly logger = new Logger(UnparkClocks.name);

  constructor(
    private readonly parked: ParkedClockRepository,
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Tries every parked clock whose calendar has a new edition, until none is left or `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    let last: string | null = null;
    do {
      const after: string | null = last;
      last = await this.unitOfWork.run((tx) => this.unparkNext(tx, after));
    } while (last !== null && !stop.aborted);
  }

  /** A clock that no calendar can compute stays parked, where people see it, and does not stop the others. */
  private async unparkNext(tx: Tx, after: string | null): Promise<string | null> {
    const ready = await this.parked.takeNext(tx, after);
    if (!ready) return null;
    const { dossierId, revision, calendarId, closed, triedRevision } = ready;
    const newest = await this.calendars.get(tx, calendarId);
    const editions = closed ? await this.calendars.after(tx, calendarId, triedRevision) : [newest];
    const before = await this.calendars.promisedWith(tx, calendarId, ready.calendarRevision);
    try {
      const steps = stepsUnder(clockOf(ready), before, editions, this.clock.now());
      await this.deadlines.record(tx, dossierId, revision, steps);
    } catch (error) {
      this.logger.error({ message: 'A parked clock cannot be computed.', dossierId, cause: String(error) });
    }
    await this.parked.tried(tx, dossierId, newest.revision);
    return dossierId;
  }
}
