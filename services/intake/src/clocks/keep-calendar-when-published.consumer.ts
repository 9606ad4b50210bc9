import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CalendarPublishedV1, type CalendarEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { CalendarRepository } from './calendar.repository.js';

@Controller()
export class KeepCalendarWhenPublished {
  constructor(private readonly calendars: CalendarRepository) {}

  @EventPattern([CalendarPublishedV1.type])
  async handle(@Payload() event: CalendarEvent, @Ctx() context: EventContext): Promise<void> {
    await this.calendars.keep(context.tx, event);
  }
}
