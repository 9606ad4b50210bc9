import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CalendarStateV1 } from '@motcua/contracts';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import type { CalendarDefinition } from '@motcua/working-calendar';
import { calendars } from '../domain/calendars.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { PublishCalendar } from './publish-calendar.js';

/** Who publishes what the service brings itself. */
const START = 'start';

/**
 * Publishes, as the service starts, each calendar that is new, or that a newer edition of the service brings otherwise
 * than the one before did. What a person has published since stays.
 */
@Injectable()
export class PublishCalendars implements OnApplicationBootstrap {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly publishCalendar: PublishCalendar,
    private readonly unitOfWork: BackgroundUnitOfWork,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const calendar of calendars) await this.publish(calendar);
  }

  /** Replicas that start together wait for each other on the calendar's row, so a change is published once. */
  async publish(calendar: CalendarDefinition): Promise<void> {
    const definition = CalendarStateV1.parse(calendar);
    await this.unitOfWork.run(async (tx) => {
      const published = await this.calendars.lock(tx, definition.calendarId);
      const publisher = await this.calendars.lastPublisher(tx, definition.calendarId);
      if (publisher !== null && publisher !== START) return;
      await this.publishCalendar.run(tx, {
        definition,
        expectedRevision: published?.revision ?? 0,
        publishedBy: START,
      });
    });
  }
}
