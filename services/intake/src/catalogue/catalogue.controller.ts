import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { checked, DayText, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { z } from 'zod';
import { CatalogueRepository } from './catalogue.repository.js';

const AgencyAnswer = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parent: z.string().nullable(),
  calendarId: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  successor: z.string().nullable(),
});

const OnDay = z.strictObject({ on: DayText.optional().describe('Local day.') });

const ProcedureAnswer = z.object({
  code: z.string(),
  version: z.int(),
  name: z.string(),
  field: z.string(),
  onlineLevel: OnlineLevel,
  timeLimit: TimeLimit.nullable(),
  onlineTimeLimit: TimeLimit.nullable(),
  clockPolicy: ClockPolicy,
  fee: z
    .object({
      amountVnd: z.int(),
      collection: z.enum(['PREPAID', 'POSTPAID']),
      lines: z.array(z.object({ kind: z.enum(['FEE', 'LEVY']), name: z.string(), amountVnd: z.int() })).readonly(),
    })
    .nullable(),
  resultOnPaper: z.boolean(),
  steps: z.array(z.object({ name: z.string(), agency: z.string(), timeLimit: TimeLimit.nullable() })).readonly(),
  components: z.array(z.object({ code: z.string(), name: z.string(), required: z.boolean() })).readonly(),
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
  @Documented({
    query: OnDay,
    answers: z.array(AgencyAnswer),
    summary: 'The agency tree on a day; else every agency as it stands or stood last.',
  })
  agencies(@Query(checked(OnDay)) { on }: z.output<typeof OnDay>): Promise<readonly z.output<typeof AgencyAnswer>[]> {
    return this.unitOfWork.run((tx) => (on ? this.catalogue.agenciesOn(tx, on) : this.catalogue.agencies(tx)));
  }

  @Get('procedures')
  @Documented({ answers: z.array(ProcedureAnswer), summary: 'The procedures in all their versions.' })
  procedures(): Promise<readonly z.output<typeof ProcedureAnswer>[]> {
    return this.unitOfWork.run((tx) => this.catalogue.procedures(tx));
  }
}
