import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { allDeadlineEvents, type DeadlineEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { KeepDeadline } from './keep-deadline.js';

@Controller()
export class KeepDeadlineWhenItChanges {
  constructor(private readonly keepDeadline: KeepDeadline) {}

  @EventPattern(allDeadlineEvents.map(({ type }) => type))
  async handle(@Payload() event: DeadlineEvent, @Ctx() context: EventContext): Promise<void> {
    await this.keepDeadline.run(context.tx, event);
  }
}
