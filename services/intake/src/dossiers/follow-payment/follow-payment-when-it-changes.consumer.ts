import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { allPaymentEvents, type PaymentEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { FollowPayment } from './follow-payment.js';

@Controller()
export class FollowPaymentWhenItChanges {
  constructor(private readonly followPayment: FollowPayment) {}

  @EventPattern(allPaymentEvents.map(({ type }) => type))
  async handle(@Payload() event: PaymentEvent, @Ctx() context: EventContext): Promise<void> {
    await this.followPayment.run(context.tx, event);
  }
}
