import { Inject, Injectable } from '@nestjs/common';
import type { SurveyStage } from '@motcua/contracts';
import { CLOCK, type Clock } from '@motcua/kernel';
import { Statement, type Tx } from '@motcua/persistence';

export interface Access {
  /** Principal's id. */
  readonly who: string;
  readonly dossierId: string;
  /** Whose tokens were shown and not answered yet. */
  readonly stages: readonly SurveyStage[];
}

const NOTE = new Statement('insert into invitation_access (who, at, dossier_id, stages) values ($1, $2, $3, $4)');

/** The log of who saw unanswered tokens. The service's role may only add to it. */
@Injectable()
export class InvitationAccess {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Records an access in the transaction that reads, so that nothing is shown without a record. */
  async note(tx: Tx, { who, dossierId, stages }: Access): Promise<void> {
    await NOTE.run(tx, [who, this.clock.now(), dossierId, stages]);
  }
}
