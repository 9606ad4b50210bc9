import { Controller, Get } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { z } from 'zod';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import { CalendarAnswer } from './deadline.dto.js';

/** By which days and hours the province counts; anybody may read it. */
@Public()
@Controller('calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Documented({ answers: z.array(CalendarAnswer), summary: 'The published working calendars.' })
  async list(): Promise<readonly CalendarAnswer[]> {
    const published = await this.unitOfWork.run((tx) => this.calendars.all(tx));
    return published.map(({ revision, definition }) => ({ revision, ...definition }));
  }
}
