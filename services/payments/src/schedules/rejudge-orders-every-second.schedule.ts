import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { RejudgeOrders } from '../application/rejudge-orders.js';

const SECOND_MS = 1_000;

/** Judges stored orders again that older rules judged; there are some after an upgrade only. */
@Injectable()
export class RejudgeOrdersEverySecond extends Schedule {
  constructor(private readonly rejudgeOrders: RejudgeOrders) {
    super(SECOND_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.rejudgeOrders.run(stop);
  }
}
