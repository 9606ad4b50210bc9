import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, CLOCK, type Clock as SystemClock } from '@motcua/kernel';
import type { DossierEvent, DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { factsOf, type Clock } from '../domain/clock-facts.js';
import { endOf } from '../domain/deadline.js';
import type { Step } from '../domain/step.js';
import { stepsFollowing } from '../domain/following.js';
import { waits } from '../domain/parking.js';
import type { ChangedCalendar } from '../domain/reprojection.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { DeadlineRepository, type StoredDeadline } from '../persistence/deadline.repository.js';

/**
 * Brings a dossier's clock to what the dossier's state requires, whichever event contains the state. A revision that is not
 * newer than the one followed changes nothing, and a gap needs no waiting.
 */
@Injectable()
export class FollowDossier {
  private readonly logger = new Logger(FollowDossier.name);

  constructor(
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
    @Inject(CLOCK) private readonly clock: SystemClock,
  ) {}

  /** @throws AppError `calendar-unknown`, and as {@link stepsFollowing}; none of them is retryable */
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
    const steps = computedBy(held, known, (holds) =>
      stepsFollowing(dossier, known, { before, holds }, this.clock.now()),
    );
    await this.deadlines.follow(tx, event, present, steps);
    if (steps.some(({ name }) => name === 'disputed')) {
      this.logger.warn({
        message: 'A slip promises another instant than deadlines computes.',
        dossierId: dossier.dossierId,
      });
    }
  }
}

/** A row that an older version wrote has no facts: then they are those of the dossier. */
function clockOf({ state, facts }: StoredDeadline, dossier: DossierStateV1): Clock {
  return { state, facts: facts ?? factsOf(dossier) };
}

/**
 * The steps by the edition that was in force, or by the first later one that has the years for them. When none has, the clock
 * is parked.
 * @throws AppError `deadline-not-computable` by the newest one
 */
function computedBy(
  [holds, ...newer]: readonly ChangedCalendar[],
  known: Clock | null,
  stepsBy: (holds: ChangedCalendar) => readonly Step[],
): readonly Step[] {
  try {
    const steps = stepsBy(holds!);
    const clock = steps.at(-1)?.clock ?? known;
    if (newer.length === 0 || clock === null || !waits(clock)) return steps;
  } catch (error) {
    const tooEarly = error instanceof AppError && error.code === 'deadline-not-computable';
    if (newer.length === 0 || !tooEarly) throw error;
  }
  return computedBy(newer, known, stepsBy);
}
