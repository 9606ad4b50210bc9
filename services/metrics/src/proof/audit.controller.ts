import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { z } from 'zod';
import { MissingAnswer, PeriodQuery, PROVINCE_AGENCY, RecountAnswer } from '../figures/index.js';
import { readLastMissing } from '../ledgers/index.js';
import { ConsistentReads } from '../projection/index.js';
import { parsePeriod } from '../time/index.js';
import { recountReport } from './audit-recount.js';

const READERS = [Role.Leader, Role.Operator];

/** What the counters were held against: the whole province's, so for who leads or operates the province. */
@Roles(...READERS)
@Controller('audit')
export class AuditController {
  constructor(
    private readonly reads: ConsistentReads,
    @Inject(PROVINCE_AGENCY) private readonly province: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('recount')
  @Documented({
    query: PeriodQuery,
    answers: RecountAnswer,
    summary: 'The counters beside an independent recount of the facts, in one snapshot.',
  })
  async recount(
    @Query(checked(PeriodQuery)) { period }: z.output<typeof PeriodQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.output<typeof RecountAnswer>> {
    principal.require(READERS, [this.province]);
    const now = this.clock.now().getTime();
    const report = await this.reads.together((query) => recountReport(query, parsePeriod(period)!, now));
    return { ...report, indicators: [...report.indicators] };
  }

  @Get('missing')
  @Documented({
    answers: MissingAnswer,
    summary:
      'Clocks, orders and invitations that dossiers should have and have not, as the last audit of each hour found.',
  })
  async missing(@CurrentPrincipal() principal: Principal): Promise<z.output<typeof MissingAnswer>> {
    principal.require(READERS, [this.province]);
    const found = await this.reads.together(readLastMissing);
    return found ? { ...found, named: [...found.named] } : { at: null, missing: 0, named: [] };
  }
}
