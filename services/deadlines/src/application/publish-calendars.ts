import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CalendarStateV1 } from '@motcua/contracts';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import type { CalendarDefinition } from '@motcua/working-calendar';
import { calendars } from '../domain/calendars.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { PublishCalendar } from './publish-calendar.js';

/** The publisher of the service's own calendars. */
const START = 'start';

/**
 * Publishes at start each calendar of the service that is new, or that a newer version of the service has changed. What a person
 * has published since is not replaced.
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

  /** Replicas that start together wait for the lock of the calendar's row, so a change is published once. */
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
