import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { z } from 'zod';
import { recountReport } from '../application/audit-recount.js';
import { parsePeriod } from '../domain/period.js';
import { Snapshot } from '../persistence/snapshot.js';
import { readLastMissing } from '../persistence/audit-runs.js';
import { PROVINCE_AGENCY } from '../province-agency.js';
import { MissingAnswer, PeriodQuery, RecountAnswer } from './figures.dto.js';

const READERS = [Role.Leader, Role.Operator];

/** What the counters were held against: the whole province's, so for who leads or operates the province. */
@Roles(...READERS)
@Controller('audit')
export class AuditController {
  constructor(
    private readonly snapshot: Snapshot,
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
    const report = await this.snapshot.read((query) => recountReport(query, parsePeriod(period)!, now));
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
    const found = await this.snapshot.read(readLastMissing);
    return found ? { ...found, named: [...found.named] } : { at: null, missing: 0, named: [] };
  }
}
