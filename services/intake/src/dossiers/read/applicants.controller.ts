import { Controller, Get, Header, Param } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import { Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { ApplicantAnswer } from '../../applicants/index.js';
import { dossierIdInPath } from '../http/dossier-id.js';
import { ReadApplicant } from './read-applicant.js';

@Controller('dossiers')
export class ApplicantsController {
  constructor(
    private readonly readApplicant: ReadApplicant,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':id/applicant')
  @Roles(Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor)
  @Header('cache-control', 'no-store')
  @Documented({
    path: { id: 'id' },
    answers: ApplicantAnswer,
    summary: 'The people behind the dossier and the reasons of its history; the access is noted.',
  })
  read(
    @Param('id', dossierIdInPath) dossierId: string,
    @CurrentPrincipal() principal: Principal,
  ): ReturnType<ReadApplicant['run']> {
    return this.unitOfWork.run((tx) => this.readApplicant.run(tx, { dossierId, principal }));
  }
}
