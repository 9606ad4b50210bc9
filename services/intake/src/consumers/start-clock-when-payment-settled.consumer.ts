import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { PaymentSettledV1, type PaymentEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { StartClock } from '../application/start-clock.js';

@Controller()
export class StartClockWhenPaymentSettled {
  constructor(private readonly startClock: StartClock) {}

  @EventPattern([PaymentSettledV1.type])
  async handle(@Payload() event: PaymentEvent, @Ctx() context: EventContext): Promise<void> {
    await this.startClock.run(context.tx, event);
  }
}
