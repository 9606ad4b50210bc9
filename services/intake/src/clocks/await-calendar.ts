import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { Readiness } from '@motcua/service-host';
import { CalendarRepository } from './calendar.repository.js';

/** Lets intake say that it waits for a first working calendar: dossiers are handed in meanwhile, and none can be accepted. */
@Injectable()
export class AwaitCalendar {
  constructor(
    readiness: Readiness,
    private readonly unitOfWork: UnitOfWork,
    private readonly calendars: CalendarRepository,
  ) {
    readiness.add({
      name: 'a working calendar, which deadlines publishes through Kafka',
      optional: true,
      check: () => this.check(),
    });
  }

  private async check(): Promise<void> {
    if (await this.unitOfWork.run((tx) => this.calendars.anyIsKnown(tx))) return;
    throw new AppError('No calendar has reached intake yet.', {
      code: 'calendar-not-published',
      retryable: true,
      kind: AppErrorKind.Unavailable,
    });
  }
}
