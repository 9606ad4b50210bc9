import { Injectable, Logger } from '@nestjs/common';
import { AppError } from '@motcua/kernel';
import type { DossierEvent } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { stepsTo } from '../domain/deadline.js';
import { CalendarRepository, type UsableCalendar } from '../persistence/calendar.repository.js';
import { DeadlineRepository } from '../persistence/deadline.repository.js';

/**
 * Moves a dossier's clock to where the dossier's state demands it, whichever event brought the state. A revision that is
 * not newer than the one followed changes nothing, and a gap needs no waiting.
 */
@Injectable()
export class FollowDossier {
  private readonly logger = new Logger(FollowDossier.name);

  constructor(
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
  ) {}

  /**
   * @throws AppError `calendar-not-published` or `calendar-year-missing` (retryable: the year may be published),
   * `deadline-not-computable` (never: no calendar reaches back so far)
   */
  async run(tx: Tx, event: Pick<DossierEvent, 'revision' | 'state'>): Promise<void> {
    const { state: dossier } = event;
    if (dossier.acceptedAt === null) return;
    const present = await this.deadlines.lock(tx, dossier.dossierId);
    if (present && present.dossierRevision >= event.revision) return;
    const usable = await this.calendars.get(tx, dossier.calendarId);
    const steps = withinCalendar(usable, () => stepsTo(dossier, present?.state ?? null, usable.calendar));
    await this.deadlines.record(tx, event, present, steps);
    if (steps.some(({ name }) => name === 'disputed')) {
      this.logger.warn(`The slip of dossier ${dossier.dossierId} promises another instant than deadlines computes.`);
    }
  }
}

/** A year after the calendar's last will be published one day; one before its first never will. */
function withinCalendar<T>({ firstYear }: UsableCalendar, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    const year = error instanceof AppError && error.code === 'calendar-year-missing' ? error.details['year'] : null;
    if (typeof year !== 'number' || year >= firstYear) throw error;
    throw new AppError(
      `Time in ${year} cannot be counted: calendars begin with ${firstYear}. Correct the dossier's instants, then replay.`,
      { code: 'deadline-not-computable', retryable: false, details: { year, firstYear }, cause: error },
    );
  }
}
