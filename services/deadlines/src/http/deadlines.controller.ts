import { Controller, Get, Param } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '@motcua/auth';
import { CommandAnswer, Documented, idInPath } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { ReadDeadline } from '../application/read-deadline.js';
import { DeadlineAnswer } from './deadline.dto.js';

@Controller('deadlines')
export class DeadlinesController {
  constructor(
    private readonly readDeadline: ReadDeadline,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':dossierId')
  @Documented({ answers: DeadlineAnswer, summary: "The dossier's clock." })
  read(
    @Param('dossierId', idInPath) dossierId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<DeadlineAnswer>> {
    return this.unitOfWork.run(async (tx) => {
      const { revision, state } = await this.readDeadline.run(tx, { dossierId, principal });
      return new CommandAnswer(200, { revision, ...state }, revision);
    });
  }
}
