import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { allDossierEvents, type DossierEvent } from '@motcua/contracts';
import type { EventContext } from '@motcua/messaging';
import { FollowDossier } from '../application/follow-dossier.js';

@Controller()
export class InviteWhenDossierReachedStage {
  constructor(private readonly followDossier: FollowDossier) {}

  @EventPattern(allDossierEvents.map(({ type }) => type))
  async handle(@Payload() event: DossierEvent, @Ctx() context: EventContext): Promise<void> {
    await this.followDossier.run(context.tx, event);
  }
}
