import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, Public, Role, Roles, type Principal } from '@motcua/auth';
import {
  checked,
  Command,
  CommandAnswer,
  CommandHeaders,
  Commands,
  Documented,
  expectedRevision,
  oneLine,
  type CommandRequest,
} from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { z } from 'zod';
import { PublishCalendar } from '../application/publish-calendar.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';
import {
  ApproveBody,
  CalendarAnswer,
  CalendarBody,
  CalendarQuery,
  EditionAnswer,
  PreviewAnswer,
  ProposalAnswer,
} from './calendar.dto.js';

const CalendarId = oneLine(64);

/** The working calendars of the province. */
@Controller('calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: CalendarRepository,
    private readonly commands: Commands,
    private readonly publishCalendar: PublishCalendar,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Public()
  @Get()
  @Documented({ answers: z.array(CalendarAnswer), summary: 'The published working calendars.' })
  async list(): Promise<readonly CalendarAnswer[]> {
    const published = await this.unitOfWork.run((tx) => this.calendars.all(tx));
    return published.map(({ revision, definition }) => ({ revision, ...definition }));
  }

  /** Takes the whole calendar as it is from now on, for example when the days of a year are decreed or an agency changes its hours. */
  @Post()
  @HttpCode(200)
  @Roles(Role.CalendarEditor)
  @CommandHeaders({ ifMatch: true })
  @Documented({
    body: CalendarBody,
    query: CalendarQuery,
    answers: z.union([EditionAnswer, PreviewAnswer]),
    summary:
      'The calendar was published or, where it changes days that are over, proposed; as a dry run, what it would move.',
  })
  publish(
    @Body(checked(CalendarBody)) definition: CalendarBody,
    @Query(checked(CalendarQuery)) { dryRun }: CalendarQuery,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<EditionAnswer | PreviewAnswer>> {
    this.publishCalendar.requireEditor(principal, definition.calendarId);
    const publishedBy = principal.id;
    const change = { definition, expectedRevision: expectedRevision(command), publishedBy };
    if (dryRun === 'true') {
      return this.unitOfWork.run(
        async (tx) => new CommandAnswer(200, await this.publishCalendar.preview(tx, change, this.clock.now())),
      );
    }
    return this.commands.run(command, async (tx) => {
      const edition = await this.publishCalendar.byPerson(tx, change);
      return new CommandAnswer(edition.proposal ? 202 : 200, edition, edition.revision);
    });
  }

  @Get('proposals')
  @Roles(Role.CalendarEditor)
  @Documented({
    answers: z.array(ProposalAnswer),
    summary: 'Editions that wait for a second person, at the calendars of the caller.',
  })
  async proposed(@CurrentPrincipal() principal: Principal): Promise<readonly ProposalAnswer[]> {
    const proposals = await this.unitOfWork.run((tx) => this.publishCalendar.proposed(tx, principal));
    return proposals.map((proposal) => ({ ...proposal, proposedAt: proposal.proposedAt.toISOString() }));
  }

  /** The second person publishes what another one proposed, exactly as it was read. */
  @Post(':calendarId/approve')
  @HttpCode(200)
  @Roles(Role.CalendarEditor)
  @CommandHeaders({ ifMatch: true })
  @Documented({
    path: { calendarId: CalendarId },
    body: ApproveBody,
    answers: EditionAnswer,
    summary: 'The proposed edition was published.',
  })
  approve(
    @Param('calendarId', checked(CalendarId)) calendarId: string,
    @Body(checked(ApproveBody)) { proposalId }: ApproveBody,
    @Command() command: CommandRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CommandAnswer<EditionAnswer>> {
    this.publishCalendar.requireEditor(principal, calendarId);
    const approvedBy = principal.id;
    return this.commands.run(command, async (tx) => {
      const approval = { calendarId, proposalId, expectedRevision: expectedRevision(command), approvedBy };
      const edition = await this.publishCalendar.approve(tx, approval);
      return new CommandAnswer(200, edition, edition.revision);
    });
  }
}
