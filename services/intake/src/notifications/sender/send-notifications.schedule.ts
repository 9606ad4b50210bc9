import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { SendDueNotifications } from './send-due-notifications.js';

const SECOND_MS = 1_000;

/** What is being sent gets this long when the process stops; a mail that is cut off may arrive twice. */
const GRACE_MS = 5_000;

/** Looks for notifications to send. On shutdown the batch that runs is finished, or cut off after the grace. */
@Injectable()
export class SendNotifications extends Schedule {
  private readonly cut = new AbortController();

  constructor(private readonly sendDueNotifications: SendDueNotifications) {
    super(SECOND_MS);
  }

  override async onModuleDestroy(): Promise<void> {
    const grace = setTimeout(() => this.cut.abort(), GRACE_MS);
    await super.onModuleDestroy();
    clearTimeout(grace);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.sendDueNotifications.run(stop, this.cut.signal);
  }
}
