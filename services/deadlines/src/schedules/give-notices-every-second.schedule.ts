import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { GiveNotices } from '../application/give-notices.js';

const SECOND_MS = 1_000;

/** Publishes the notices that are due. */
@Injectable()
export class GiveNoticesEverySecond extends Schedule {
  constructor(private readonly giveNotices: GiveNotices) {
    super(SECOND_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.giveNotices.run(stop);
  }
}
