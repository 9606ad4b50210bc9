import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CalendarStateV1 } from '@motcua/contracts';
import { UnitOfWork } from '@motcua/persistence';
import type { CalendarDefinition } from '@motcua/working-calendar';
import { isDeepStrictEqual } from 'node:util';
import { calendars } from '../domain/calendars.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';

/** Publishes, as the service starts, each calendar that is new or differs from what was published last. */
@Injectable()
export class PublishCalendars implements OnApplicationBootstrap {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const calendar of calendars) await this.publish(calendar);
  }

  /** Replicas that start together wait for each other on the calendar's row, so a change is published once. */
  async publish(calendar: CalendarDefinition): Promise<void> {
    const definition = CalendarStateV1.parse(calendar);
    await this.unitOfWork.run(async (tx) => {
      const published = await this.calendars.lock(tx, definition.calendarId);
      if (isDeepStrictEqual(published?.definition, definition)) return;
      await this.calendars.publish(tx, { revision: (published?.revision ?? 0) + 1, definition }, 'start');
    });
  }
}
