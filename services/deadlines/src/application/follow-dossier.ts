import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, CLOCK, type Clock as SystemClock } from '@motcua/kernel';
import type { DossierEvent, DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { factsOf, type Clock } from '../domain/clock-facts.js';
import { endOf } from '../domain/deadline.js';
import { stepsFollowing } from '../domain/following.js';
import { CalendarRepository, type UsableCalendar } from '../persistence/calendar.repository.js';
import { DeadlineRepository, type StoredDeadline } from '../persistence/deadline.repository.js';

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
    @Inject(CLOCK) private readonly clock: SystemClock,
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
    const { calendarId, calendarRevision: promised } = dossier;
    const current = await this.calendars.get(tx, calendarId);
    const before = await this.calendars.promisedWith(tx, calendarId, present?.state.calendarRevision ?? promised);
    const end = endOf(dossier);
    const held = end ? await this.calendars.heldSince(tx, calendarId, new Date(end.at), promised) : [current];
    const known = present && clockOf(present, dossier);
    const steps = withinCalendar(held, (holds) => stepsFollowing(dossier, known, { before, holds }, this.clock.now()));
    await this.deadlines.follow(tx, event, present, steps);
    if (steps.some(({ name }) => name === 'disputed')) {
      this.logger.warn(`The slip of dossier ${dossier.dossierId} promises another instant than deadlines computes.`);
    }
  }
}

/** A row of an earlier edition has no facts yet: they are what the dossier says, and the promise. */
function clockOf({ state, facts }: StoredDeadline, dossier: DossierStateV1): Clock {
  return { state, facts: facts ?? factsOf(dossier) };
}

/**
 * Computes by the edition that held, or by the first since then that has the years for it. A year after the calendar's last
 * will be published one day; one before its first never will.
 */
function withinCalendar<T>([holds, ...newer]: readonly UsableCalendar[], compute: (holds: UsableCalendar) => T): T {
  try {
    return compute(holds!);
  } catch (error) {
    const year = error instanceof AppError && error.code === 'calendar-year-missing' ? error.details['year'] : null;
    if (typeof year !== 'number') throw error;
    if (newer.length > 0) return withinCalendar(newer, compute);
    const { firstYear } = holds!;
    if (year >= firstYear) throw error;
    throw new AppError(
      `Time in ${year} cannot be counted: calendars begin with ${firstYear}. Correct the dossier's instants, then replay.`,
      { code: 'deadline-not-computable', retryable: false, details: { year, firstYear }, cause: error },
    );
  }
}
