import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { JudgeOrdersAnew } from '../application/judge-orders-anew.js';

const SECOND_MS = 1_000;

/** Judges stored orders again that older rules judged; there are some after an upgrade only. */
@Injectable()
export class JudgeOrdersAnewEverySecond extends Schedule {
  constructor(private readonly judgeOrdersAnew: JudgeOrdersAnew) {
    super(SECOND_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.judgeOrdersAnew.run(stop);
  }
}
