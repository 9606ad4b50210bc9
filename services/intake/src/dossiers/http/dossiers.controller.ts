import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import {
  CommandAnswer,
  CommandHeaders,
  Commands,
  Command,
  checked,
  Documented,
  expectedRevision,
  type CommandRequest,
} from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import type { DossierCommandName } from '../domain/transitions.js';
import { ReadDossier } from '../read/read-dossier.js';
import { RecordCommand } from '../record/record-command.js';
import { SubmissionAnswer, toSubmissionAnswer } from '../submit/submission-answer.dto.js';
import { SubmitDossier } from '../submit/submit-dossier.js';
import { dossierIdInPath } from './dossier-id.js';
import {
  CommandBody,
  CommandName,
  DossierAnswer,
  DossierWithHistory,
  requireFields,
  SubmitBody,
  toAnswer,
} from './dossier.dto.js';

@Controller('dossiers')
export class DossiersController {
  constructor(
    private readonly commands: Commands,
    private readonly submitDossier: SubmitDossier,
    private readonly recordCommand: RecordCommand,
    private readonly readDossier: ReadDossier,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(201)
  @Roles(Role.IntakeOfficer, Role.Citizen)
  @CommandHeaders({ ifMatch: false })
  @Documented({ body: SubmitBody, answers: SubmissionAnswer, status: 201, summary: 'The dossier was handed in.' })
  submit(
    @Body(checked(SubmitBody)) body: SubmitBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<SubmissionAnswer>> {
    return this.commands.run(command, async (tx) => {
      const submitted = await this.submitDossier.run(tx, { ...body, principal });
      return new CommandAnswer(201, toSubmissionAnswer(submitted), submitted.dossier.revision);
    });
  }

  @Post(':id/:command')
  @HttpCode(200)
  @Roles(Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor)
  @CommandHeaders({ ifMatch: true })
  @Documented({
    path: { id: 'id', command: CommandName },
    body: CommandBody,
    answers: DossierAnswer,
    summary: 'The command was recorded.',
  })
  record(
    @Param('id', dossierIdInPath) dossierId: string,
    @Param('command', checked(CommandName)) name: DossierCommandName,
    @Body(checked(CommandBody)) body: CommandBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<DossierAnswer>> {
    requireFields(name, body);
    return this.commands.run(command, async (tx) => {
      const dossier = await this.recordCommand.run(tx, {
        ...body,
        dossierId,
        expectedRevision: expectedRevision(command),
        command: name,
        principal,
      });
      return new CommandAnswer(200, toAnswer(dossier), dossier.revision);
    });
  }

  @Get(':id')
  @Documented({ path: { id: 'id' }, answers: DossierWithHistory, summary: 'The dossier and how it came to be so.' })
  read(
    @Param('id', dossierIdInPath) dossierId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<DossierWithHistory>> {
    return this.unitOfWork.run(async (tx) => {
      const { dossier, history, takes } = await this.readDossier.run(tx, { dossierId, principal });
      const body = {
        ...toAnswer(dossier),
        takes,
        history: history.map(({ revision, type, happenedAt, recordedAt, actor }) => ({
          revision,
          type,
          happenedAt: happenedAt.toISOString(),
          recordedAt: recordedAt.toISOString(),
          actor,
        })),
      };
      return new CommandAnswer(200, body, dossier.revision);
    });
  }
}
