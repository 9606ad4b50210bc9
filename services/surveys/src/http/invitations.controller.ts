import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { ReadInvitations, type PrintedInvitation } from '../application/read-invitations.js';
import { InvitationsAnswer, InvitationsQuery } from './survey.dto.js';

@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly readInvitations: ReadInvitations,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Roles(Role.IntakeOfficer)
  @Documented({ query: InvitationsQuery, answers: InvitationsAnswer, summary: 'The invitations to print on the slip.' })
  read(
    @Query(checked(InvitationsQuery)) { dossierId }: InvitationsQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly PrintedInvitation[]> {
    return this.unitOfWork.run((tx) => this.readInvitations.run(tx, dossierId, principal));
  }
}
