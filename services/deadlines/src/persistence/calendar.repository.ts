import { Inject, Injectable } from '@nestjs/common';
import { AppError, CLOCK, type Clock } from '@motcua/kernel';
import { CalendarPublishedV1, CalendarStateV1, newEvent } from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import { compileCalendar } from '@motcua/working-calendar';
import { MoreThan } from 'typeorm';
import { calendars } from '../domain/calendars.js';
import type { ChangedCalendar } from '../domain/reprojection.js';
import { CalendarEditionEntity, CalendarEntity } from './entities.js';

export interface PublishedCalendar {
  readonly revision: number;
  readonly definition: CalendarStateV1;
}

/** Who published an edition, and who had proposed it, if it took two. */
export interface Publishers {
  readonly publishedBy: string;
  readonly proposedBy: string | null;
}

/** The calendars that this service publishes. */
@Injectable()
export class CalendarRepository {
  /** Compiled editions by id and revision; an edition never changes. */
  private readonly compiled = new Map<string, ChangedCalendar>();

  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async all(tx: Tx): Promise<readonly PublishedCalendar[]> {
    const rows = await tx.find(CalendarEntity, { where: { revision: MoreThan(0) }, order: { calendarId: 'ASC' } });
    return rows.flatMap(({ revision, definition }) => (definition ? [{ revision, definition }] : []));
  }

  /** Locks a calendar's row until the transaction ends; null while it was never published. */
  async lock(tx: Tx, calendarId: string): Promise<PublishedCalendar | null> {
    await tx.query(
      `insert into calendar (calendar_id, revision, definition) values ($1, 0, 'null') on conflict do nothing`,
      [calendarId],
    );
    const { revision, definition } = await tx.findOneOrFail(CalendarEntity, {
      where: { calendarId },
      lock: { mode: 'pessimistic_write' },
    });
    return definition && { revision, definition };
  }

  /** Who published the newest edition; null while there is none. */
  async lastPublisher(tx: Tx, calendarId: string): Promise<string | null> {
    const edition = await tx.findOne(CalendarEditionEntity, { where: { calendarId }, order: { revision: 'DESC' } });
    return edition?.publishedBy ?? null;
  }

  /** Stores and publishes the next revision of a calendar that this transaction has locked. */
  async publish(tx: Tx, { revision, definition }: PublishedCalendar, by: Publishers): Promise<void> {
    const { calendarId } = definition;
    const at = this.clock.now();
    await tx.update(CalendarEntity, { calendarId }, { revision, definition });
    await tx.insert(CalendarEditionEntity, { calendarId, revision, definition, publishedAt: at, ...by });
    await this.outbox.append(tx, [
      newEvent(CalendarPublishedV1, {
        happenedAt: at,
        recordedAt: at,
        revision,
        subject: calendarId,
        state: definition,
      }),
    ]);
  }

  /**
   * The newest edition; an empty one of a calendar that this service publishes at start and has not published yet.
   * @throws AppError `calendar-unknown`: another calendar, which may never be published
   */
  async get(tx: Tx, calendarId: string): Promise<ChangedCalendar> {
    const head = await tx.findOne(CalendarEntity, {
      where: { calendarId, revision: MoreThan(0) },
      select: { calendarId: true, revision: true },
    });
    if (!head) return notPublished(calendarId);
    return this.edition(tx, calendarId, head.revision);
  }

  /** The edition that a promise was computed with; the newest when none is named or it is not known here. */
  async promisedWith(tx: Tx, calendarId: string, revision: number): Promise<ChangedCalendar> {
    const current = await this.get(tx, calendarId);
    return revision === 0 || revision > current.revision ? current : this.edition(tx, calendarId, revision);
  }

  /**
   * The edition in force at an instant and all later ones, oldest first; none before the one of the promise. Before its publication
   * the first edition is in force, because the service had none before it.
   */
  async heldSince(tx: Tx, calendarId: string, at: Date, promisedRevision: number): Promise<readonly ChangedCalendar[]> {
    let oldest = await this.get(tx, calendarId);
    const editions = [oldest];
    while (oldest.publishedAt > at && oldest.revision > Math.max(1, promisedRevision)) {
      oldest = await this.edition(tx, calendarId, oldest.revision - 1);
      editions.unshift(oldest);
    }
    return editions;
  }

  /** The editions after a revision, oldest first. */
  async after(tx: Tx, calendarId: string, revision: number): Promise<readonly ChangedCalendar[]> {
    const newest = await this.get(tx, calendarId);
    const editions: ChangedCalendar[] = [];
    for (let next = revision + 1; next <= newest.revision; next += 1) {
      editions.push(await this.edition(tx, calendarId, next));
    }
    return editions;
  }

  private async edition(tx: Tx, calendarId: string, revision: number): Promise<ChangedCalendar> {
    const key = `${calendarId}@${revision}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const entity = await tx.findOneByOrFail(CalendarEditionEntity, { calendarId, revision });
    const definition = CalendarStateV1.parse(entity.definition);
    const fresh = {
      revision,
      definition,
      publishedAt: entity.publishedAt,
      calendar: compileCalendar(definition),
    };
    this.compiled.set(key, fresh);
    return fresh;
  }
}

function notPublished(calendarId: string): ChangedCalendar {
  if (calendars.some((calendar) => calendar.calendarId === calendarId)) {
    const definition = { calendarId, schedules: [], years: [] };
    return { revision: 0, definition, calendar: compileCalendar(definition), publishedAt: new Date(0) };
  }
  throw new AppError(`Nobody publishes a calendar "${calendarId}": see GET /calendars.`, {
    code: 'calendar-unknown',
    retryable: false,
  });
}
