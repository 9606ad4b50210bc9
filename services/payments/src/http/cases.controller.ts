import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import {
  Command,
  CommandAnswer,
  CommandHeaders,
  Commands,
  checked,
  Documented,
  expectedRevision,
  idInPath,
  type CommandRequest,
} from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { CloseCase } from '../application/close-case.js';
import { ReadCases } from '../application/read-cases.js';
import { CasesAnswer, CasesQuery, CloseCaseBody, OneCaseAnswer, toCase, toFilter, toOneCase } from './case.dto.js';

/** Money that payments could not account for, and what people found about it. */
@Controller('cases')
export class CasesController {
  constructor(
    private readonly commands: Commands,
    private readonly readCases: ReadCases,
    private readonly closeCase: CloseCase,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Roles(Role.Supervisor, Role.Leader)
  @Documented({ query: CasesQuery, answers: CasesAnswer, summary: 'Payment cases at the agencies of the caller.' })
  async list(
    @Query(checked(CasesQuery)) query: CasesQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CasesAnswer> {
    const { openByReason, cases } = await this.unitOfWork.run((tx) =>
      this.readCases.list(tx, toFilter(query), principal),
    );
    const next = cases.length < query.limit ? null : cases.at(-1)!.caseId;
    return { openByReason, cases: cases.map(toCase), next };
  }

  @Get(':caseId')
  @Roles(Role.Supervisor, Role.Leader)
  @Documented({ path: { caseId: 'id' }, answers: OneCaseAnswer, summary: 'One payment case with its history.' })
  read(
    @Param('caseId', idInPath) caseId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<OneCaseAnswer>> {
    return this.unitOfWork.run(async (tx) => toOneCase(await this.readCases.read(tx, caseId, principal)));
  }

  @Post(':caseId/close')
  @HttpCode(200)
  @Roles(Role.Supervisor)
  @CommandHeaders({ ifMatch: true })
  @Documented({ path: { caseId: 'id' }, body: CloseCaseBody, answers: OneCaseAnswer, summary: 'The case was closed.' })
  close(
    @Param('caseId', idInPath) caseId: string,
    @Body(checked(CloseCaseBody)) { outcome, reference }: CloseCaseBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<OneCaseAnswer>> {
    return this.commands.run(command, async (tx) => {
      const found = { outcome, reference: reference ?? null };
      const options = { caseId, expectedRevision: expectedRevision(command), ...found, principal };
      return toOneCase(await this.closeCase.run(tx, options));
    });
  }
}
