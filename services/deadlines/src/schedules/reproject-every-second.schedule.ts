import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { ReprojectDeadlines } from '../application/reproject-deadlines.js';

const SECOND_MS = 1_000;

/** Applies changes of calendars to open deadlines. */
@Injectable()
export class ReprojectEverySecond extends Schedule {
  constructor(private readonly reprojectDeadlines: ReprojectDeadlines) {
    super(SECOND_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.reprojectDeadlines.run(stop);
  }
}
