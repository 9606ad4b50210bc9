import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { CalendarStateV1 } from '@motcua/contracts';
import { requireRevision } from '@motcua/http';
import { AppError, AppErrorKind, CLOCK, uuidv7, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { compileCalendar, lastDayBegun, pastDifferences, type CalendarDefinition } from '@motcua/working-calendar';
import { isDeepStrictEqual } from 'node:util';
import type { ChangedCalendar } from '../domain/reprojection.js';
import { CalendarProposalRepository, type CalendarProposal } from '../persistence/calendar-proposal.repository.js';
import { CalendarRepository, type PublishedCalendar, type Publishers } from '../persistence/calendar.repository.js';
import { ReprojectionRepository } from '../persistence/reprojection.repository.js';
import { PROVINCE_AGENCY } from '../province-agency.js';
import { previewReprojection, type ReprojectionPreview } from './preview-reprojection.js';

export interface PublishCalendarOptions {
  readonly definition: CalendarStateV1;
  /** The revision that the change was made from; 0: a new calendar. */
  readonly expectedRevision: number;
  /** Principal, or `start` for the calendars of the service itself. */
  readonly publishedBy: string;
}

export interface PublishedEdition {
  readonly revision: number;
  /** False: nothing was published, because the calendar says this already or a second person is needed. */
  readonly changed: boolean;
  /** The proposal that waits for a second person. */
  readonly proposal: { readonly proposalId: string; readonly pastChanges: readonly string[] } | null;
}

export interface ApproveCalendarOptions {
  readonly calendarId: string;
  readonly proposalId: string;
  /** The revision that the proposal was made from, as the approving person read it. */
  readonly expectedRevision: number;
  readonly approvedBy: string;
}

interface Publication extends Pick<Publishers, 'publishedBy'> {
  readonly definition: CalendarStateV1;
  readonly proposedBy?: string | null;
}

/**
 * Publishes or changes a working calendar; each open deadline that moves by it publishes an event. Promises were computed with
 * the days that are over or have begun, so no person changes those alone.
 */
@Injectable()
export class PublishCalendar {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly proposals: CalendarProposalRepository,
    private readonly reprojections: ReprojectionRepository,
    @Inject(PROVINCE_AGENCY) private readonly province: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * An editor of the agency whose code is the calendar's id may change it, and so may an editor of the root, who alone may change
   * any other calendar. @throws AppError `forbidden`
   */
  requireEditor(principal: Principal, calendarId: string): void {
    principal.require(Role.CalendarEditor, [this.province, calendarId]);
  }

  /** The proposals for calendars that the editor may change. */
  async proposed(tx: Tx, principal: Principal): Promise<readonly CalendarProposal[]> {
    const proposals = await this.proposals.all(tx);
    return proposals.filter(({ calendarId }) => principal.holds(Role.CalendarEditor, [this.province, calendarId]));
  }

  /**
   * Publishes what a person sends, unless it changes such days: then it is stored as a proposal and replaces the one before.
   * @throws AppError as {@link run}
   */
  async byPerson(tx: Tx, options: PublishCalendarOptions): Promise<PublishedEdition> {
    const published = await this.changeable(tx, options);
    const { definition, publishedBy } = options;
    const pastChanges = this.pastChanges(published, definition);
    if (!published || pastChanges.length === 0) return this.publish(tx, published, options);
    const { revision } = published;
    const proposalId = uuidv7(this.clock.now());
    await this.proposals.keep(tx, {
      calendarId: definition.calendarId,
      proposalId,
      fromRevision: revision,
      definition,
      pastChanges: [...pastChanges],
      proposedAt: this.clock.now(),
      proposedBy: publishedBy,
    });
    return { revision, changed: false, proposal: { proposalId, pastChanges } };
  }

  /** @throws AppError `calendar-invalid` (every fault), `calendar-years-gone`, `calendar-years-empty`, `revision-stale` */
  async run(tx: Tx, options: PublishCalendarOptions): Promise<PublishedEdition> {
    return this.publish(tx, await this.changeable(tx, options), options);
  }

  /** @throws AppError `proposal-not-found`, `proposal-replaced`, `second-person-needed`, `revision-stale` */
  async approve(
    tx: Tx,
    { calendarId, proposalId, expectedRevision, approvedBy }: ApproveCalendarOptions,
  ): Promise<PublishedEdition> {
    await this.proposals.get(tx, calendarId);
    const published = await this.calendars.lock(tx, calendarId);
    const proposal = await this.proposals.get(tx, calendarId);
    const { definition, proposedBy } = proposal;
    if (proposal.proposalId !== proposalId) throw proposalReplaced();
    if (proposedBy === approvedBy) throw secondPersonNeeded(proposedBy);
    await requireRevision({ of: 'calendar', current: published?.revision ?? 0, expected: expectedRevision });
    return this.publish(tx, published, { definition, publishedBy: approvedBy, proposedBy });
  }

  /** What publishing would do to open deadlines; nothing is written. @throws as {@link run} does */
  async preview(
    tx: Tx,
    { definition, expectedRevision }: PublishCalendarOptions,
    at: Date,
  ): Promise<ReprojectionPreview & { readonly pastChanges: readonly string[] }> {
    const calendar = compileCalendar(definition);
    const current = await this.calendars.get(tx, definition.calendarId);
    await requireRevision({ of: 'calendar', current: current.revision, expected: expectedRevision });
    requireYearsKept(current.definition, definition);
    requireDaysOff(current.definition, definition);
    const changed: ChangedCalendar = { revision: current.revision + 1, definition, calendar, publishedAt: at };
    const preview = await previewReprojection(tx, {
      deadlines: this.reprojections,
      calendars: this.calendars,
      changed,
    });
    return { ...preview, pastChanges: this.pastChanges(current, definition) };
  }

  /** The published calendar, locked until the transaction ends, if it may be changed in that way. */
  private async changeable(
    tx: Tx,
    { definition, expectedRevision }: PublishCalendarOptions,
  ): Promise<PublishedCalendar | null> {
    compileCalendar(definition);
    const published = await this.calendars.lock(tx, definition.calendarId);
    await requireRevision({ of: 'calendar', current: published?.revision ?? 0, expected: expectedRevision });
    requireYearsKept(published?.definition, definition);
    requireDaysOff(published?.definition, definition);
    return published;
  }

  private pastChanges(
    published: { readonly definition: CalendarDefinition } | null,
    definition: CalendarStateV1,
  ): readonly string[] {
    if (!published) return [];
    const begun = lastDayBegun(compileCalendar(published.definition), this.clock.now());
    return pastDifferences(published.definition, definition, begun);
  }

  private async publish(
    tx: Tx,
    published: PublishedCalendar | null,
    { definition, publishedBy, proposedBy = null }: Publication,
  ): Promise<PublishedEdition> {
    if (published && isDeepStrictEqual(published.definition, definition)) {
      return { revision: published.revision, changed: false, proposal: null };
    }
    const revision = (published?.revision ?? 0) + 1;
    await this.calendars.publish(tx, { revision, definition }, { publishedBy, proposedBy });
    // A stored proposal was made from the edition before.
    await this.proposals.drop(tx, definition.calendarId);
    if (published) await this.reprojections.add(tx, definition.calendarId, revision);
    return { revision, changed: true, proposal: null };
  }
}

function proposalReplaced(): AppError {
  return new AppError('Another proposal has replaced the one that you read: read it again.', {
    code: 'proposal-replaced',
    retryable: false,
    kind: AppErrorKind.Conflict,
  });
}

function secondPersonNeeded(proposedBy: string): AppError {
  return new AppError(
    `Two persons are needed to change days that are over: ${proposedBy} proposed this, so another person must approve it.`,
    {
      code: 'second-person-needed',
      retryable: false,
      kind: AppErrorKind.Forbidden,
    },
  );
}

/** Deadlines in a removed year could not be computed any more. */
function requireYearsKept(before: CalendarDefinition | null | undefined, after: CalendarDefinition): void {
  const held = new Set(after.years.map(({ year }) => year));
  const gone = (before?.years ?? []).map(({ year }) => year).filter((year) => !held.has(year));
  if (gone.length === 0) return;
  throw new AppError(`The calendar contains ${gone.join(', ')}; keep every year that it contains.`, {
    code: 'calendar-years-gone',
    retryable: false,
    kind: AppErrorKind.Unprocessable,
    details: { years: gone },
  });
}

/**
 * A year that comes without a single day off was not filled in: a signed year has those of Article 112 of the Labour Code
 * (45/2019/QH14) at least. Published, it could never be taken back.
 */
function requireDaysOff(before: CalendarDefinition | null | undefined, after: CalendarDefinition): void {
  const known = new Set((before?.years ?? []).map(({ year }) => year));
  const empty = after.years
    .filter(
      ({ year, status, entries }) =>
        !known.has(year) && status === 'SIGNED' && entries.every(({ kind }) => kind !== 'OFF'),
    )
    .map(({ year }) => year);
  if (empty.length === 0) return;
  throw new AppError(
    `No day off is entered in ${empty.join(', ')}: enter the holidays and the days in lieu, or send the year as PROVISIONAL.`,
    { code: 'calendar-years-empty', retryable: false, kind: AppErrorKind.Unprocessable, details: { years: empty } },
  );
}
