import { Injectable } from '@nestjs/common';
import { GiveNotices } from '../application/give-notices.js';
import { EverySecond } from './every-second.js';

/** Looks for notices to give. */
@Injectable()
export class GiveNoticesEverySecond extends EverySecond {
  constructor(private readonly giveNotices: GiveNotices) {
    super();
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.giveNotices.run(stop);
  }
}
