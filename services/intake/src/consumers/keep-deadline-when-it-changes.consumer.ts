import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { allDeadlineEvents, type DeadlineEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { DeadlineRepository } from '../persistence/deadline.repository.js';

@Controller()
export class KeepDeadlineWhenItChanges {
  constructor(private readonly deadlines: DeadlineRepository) {}

  @EventPattern(allDeadlineEvents.map(({ type }) => type))
  async handle(@Payload() event: DeadlineEvent, @Ctx() context: EventContext): Promise<void> {
    await this.deadlines.keep(context.tx, event.revision, event.state);
  }
}
