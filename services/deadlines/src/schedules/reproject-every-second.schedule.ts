import { Injectable } from '@nestjs/common';
import { ReprojectDeadlines } from '../application/reproject-deadlines.js';
import { EverySecond } from './every-second.js';

/** Looks for changes of calendars that open deadlines have yet to follow. */
@Injectable()
export class ReprojectEverySecond extends EverySecond {
  constructor(private readonly reprojectDeadlines: ReprojectDeadlines) {
    super();
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.reprojectDeadlines.run(stop);
  }
}
