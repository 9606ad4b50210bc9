import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, CLOCK, type Clock as SystemClock } from '@motcua/kernel';
import type { DossierEvent, DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { factsOf, type Clock } from '../domain/clock-facts.js';
import { endOf, startSteps, stepsTo, type Step } from '../domain/deadline.js';
import { retractions } from '../domain/notices.js';
import { reproject } from '../domain/reprojection.js';
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
    const usable = await this.calendars.get(tx, dossier.calendarId);
    const before = present ? present.state.calendarRevision : dossier.calendarRevision;
    const promised = await this.calendars.promisedWith(tx, dossier.calendarId, before);
    const steps = withinCalendar(usable, () => this.stepsOf(dossier, present, usable, promised));
    await this.deadlines.follow(tx, event, present, steps);
    if (steps.some(({ name }) => name === 'disputed')) {
      this.logger.warn(`The slip of dossier ${dossier.dossierId} promises another instant than deadlines computes.`);
    }
  }

  /** The start of the clock, what the calendar has brought since it was last computed, then what the dossier demands. */
  private stepsOf(
    dossier: DossierStateV1,
    present: StoredDeadline | null,
    current: UsableCalendar,
    before: UsableCalendar,
  ): readonly Step[] {
    const steps = present ? [] : [...startSteps(dossier, current, before)];
    const clock = present ? clockOf(present, dossier) : steps.at(-1)!.clock;
    const end = endOf(dossier);
    const ended = end !== null && new Date(end.at) < current.publishedAt;
    const reprojected = ended ? null : reproject(clock, before, current);
    if (reprojected) steps.push(reprojected);
    steps.push(...stepsTo(dossier, steps.at(-1)?.clock ?? clock, current));
    const last = steps.at(-1);
    return last ? [...steps, ...retractions(last.clock, this.clock.now())] : steps;
  }
}

/** A row of an earlier edition has no facts yet: they are what the dossier says, and the promise. */
function clockOf({ state, facts }: StoredDeadline, dossier: DossierStateV1): Clock {
  return { state, facts: facts ?? factsOf(dossier) };
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
