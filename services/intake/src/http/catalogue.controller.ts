import { Controller, Get } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { ClockPolicy, DossierStateV1, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { z } from 'zod';
import { CatalogueRepository } from '../persistence/catalogue.repository.js';

const AgencyAnswer = z.object({ code: z.string(), name: z.string(), kind: z.string(), parent: z.string().nullable() });

const ProcedureAnswer = z.object({
  code: z.string(),
  version: z.int(),
  name: z.string(),
  field: z.string(),
  onlineLevel: OnlineLevel,
  timeLimit: TimeLimit.nullable(),
  clockPolicy: ClockPolicy,
  fee: DossierStateV1.shape.procedure.shape.fee,
  validFrom: z.string(),
});

/** What the province publishes about its agencies and procedures; anybody may read it. */
@Public()
@Controller()
export class CatalogueController {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('agencies')
  @Documented({ answers: z.array(AgencyAnswer), summary: 'The agency tree.' })
  agencies(): Promise<readonly z.output<typeof AgencyAnswer>[]> {
    return this.unitOfWork.run((tx) => this.catalogue.agencies(tx));
  }

  @Get('procedures')
  @Documented({ answers: z.array(ProcedureAnswer), summary: 'The procedures in all their versions.' })
  procedures(): Promise<readonly z.output<typeof ProcedureAnswer>[]> {
    return this.unitOfWork.run((tx) => this.catalogue.procedures(tx));
  }
}
