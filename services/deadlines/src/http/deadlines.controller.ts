import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import type { DeadlineStateV1 } from '@motcua/contracts';
import {
  checked,
  Command,
  CommandAnswer,
  CommandHeaders,
  Commands,
  Documented,
  expectedRevision,
  idInPath,
  type CommandRequest,
} from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { ExtendDeadline } from '../application/extend-deadline.js';
import { ReadDeadline } from '../application/read-deadline.js';
import { DeadlineAnswer, ExtendBody, stepAnswers } from './deadline.dto.js';

@Controller('deadlines')
export class DeadlinesController {
  constructor(
    private readonly commands: Commands,
    private readonly readDeadline: ReadDeadline,
    private readonly extendDeadline: ExtendDeadline,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':dossierId')
  @Documented({ path: { dossierId: 'id' }, answers: DeadlineAnswer, summary: "The dossier's clock." })
  read(
    @Param('dossierId', idInPath) dossierId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<DeadlineAnswer>> {
    return this.unitOfWork.run(async (tx) => {
      const { revision, state } = await this.readDeadline.run(tx, { dossierId, principal });
      return new CommandAnswer(200, this.answer(revision, state), revision);
    });
  }

  @Post(':dossierId/extend')
  @HttpCode(200)
  @Roles(Role.Supervisor)
  @CommandHeaders({ ifMatch: true })
  @Documented({
    path: { dossierId: 'id' },
    body: ExtendBody,
    answers: DeadlineAnswer,
    summary: 'The due instant was extended.',
  })
  extend(
    @Param('dossierId', idInPath) dossierId: string,
    @Body(checked(ExtendBody)) body: ExtendBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<DeadlineAnswer>> {
    return this.commands.run(command, async (tx) => {
      const { revision, state } = await this.extendDeadline.run(tx, {
        ...body,
        dossierId,
        expectedRevision: expectedRevision(command),
        principal,
      });
      return new CommandAnswer(200, this.answer(revision, state), revision);
    });
  }

  private answer(revision: number, state: DeadlineStateV1): DeadlineAnswer {
    return { ...state, revision, steps: stepAnswers(state, this.clock.now()) };
  }
}
