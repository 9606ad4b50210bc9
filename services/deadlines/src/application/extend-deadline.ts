import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { happenedAtOf, requireRevision } from '@motcua/http';
import { AppError, CLOCK, toLocalIso, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { Extension } from '../domain/extension.js';
import { stepsExtending } from '../domain/following.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { DeadlineRepository, deadlineNotFound, type StoredDeadline } from '../persistence/deadline.repository.js';

export interface ExtendDeadlineOptions extends Extension {
  readonly dossierId: string;
  /** The revision of the deadline that the supervisor decided on. */
  readonly expectedRevision: number;
  readonly principal: Principal;
}

/**
 * A supervisor extends a due instant, once, with a letter of apology. The extension is recorded when it happens, never
 * backdated; the letter may have been sent up to five minutes before, and earlier if a BACKDATER of that agency enters it.
 */
@Injectable()
export class ExtendDeadline {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly calendars: CalendarRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `deadline-not-found`, `forbidden`, `revision-stale`, `backdating-forbidden`, and what {@link stepsExtending} throws */
  async run(tx: Tx, options: ExtendDeadlineOptions): Promise<StoredDeadline> {
    const { dossierId, expectedRevision, principal } = options;
    const stored = await this.deadlines.lock(tx, dossierId);
    if (!stored?.facts) throw deadlineNotFound(dossierId);
    principal.require(Role.Supervisor, stored.settlingAgencyPath);
    await requireRevision({ of: 'deadline', current: stored.revision, expected: expectedRevision });
    const { calendarId } = stored.facts;
    const before = await this.calendars.promisedWith(tx, calendarId, stored.state.calendarRevision);
    const holds = await this.calendars.get(tx, calendarId);
    const known = { state: stored.state, facts: stored.facts };
    const now = this.clock.now();
    const apologyAt = letterAt(options.apologyAt, now, principal.holds(Role.Backdater, stored.settlingAgencyPath));
    const steps = stepsExtending(known, { ...options, apologyAt }, { before, holds }, now);
    await this.deadlines.record(tx, dossierId, stored.revision, steps);
    return { ...stored, ...steps.at(-1)!.clock, revision: stored.revision + steps.length };
  }
}

/** @throws AppError `backdating-forbidden`, `apology-missing` (it is not sent yet) */
function letterAt(apologyAt: Date, now: Date, mayBackdate: boolean): Date {
  try {
    return happenedAtOf(apologyAt, now, mayBackdate);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, retryable, kind } = error;
    const text = TEXTS[code] ?? error.message;
    throw new AppError(`The letter of apology is dated ${toLocalIso(apologyAt)}, ${text}`, {
      code: code === 'backdating-forbidden' ? code : 'apology-missing',
      retryable,
      kind,
      cause: error,
    });
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  'backdating-forbidden':
    'more than five minutes back: record the letter as it goes out; only a BACKDATER of the agency may enter an earlier one.',
  'happened-in-the-future': 'after now: send it first.',
};
