import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { z } from 'zod';
import { LatestFreshness } from '../freshness/index.js';
import { ConsistentReads } from '../projection/index.js';
import { parsePeriod } from '../time/index.js';
import { definedFiguresOf } from './defined-figures.js';
import { DefinitionsAnswer, FiguresAnswer, IndicatorsQuery, PeriodQuery, RankingAnswer } from './figures.dto.js';
import { figuresOf, rankingOf } from './figures.js';
import { PROVINCE_AGENCY } from './province-agency.js';

/** Public figures: reading them needs no token. */
@Public()
@Controller()
export class FiguresController {
  constructor(
    private readonly reads: ConsistentReads,
    private readonly freshness: LatestFreshness,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PROVINCE_AGENCY) private readonly province: string,
  ) {}

  @Get('indicators')
  @Documented({
    query: IndicatorsQuery,
    answers: FiguresAnswer,
    summary: 'The indicators of a period, for one agency or the whole province.',
  })
  async indicators(
    @Query(checked(IndicatorsQuery)) { period, agency }: z.output<typeof IndicatorsQuery>,
  ): Promise<z.output<typeof FiguresAnswer>> {
    const now = this.clock.now();
    const figures = await this.reads.together((query) =>
      figuresOf(query, { period: parsePeriod(period)!, agency: this.scopeOf(agency), now: now.getTime() }),
    );
    const { indicators, asFirstPromised, caveats, gauges } = figures;
    return {
      period,
      agency: figures.agency,
      asOf: now.toISOString(),
      freshness: this.freshness.now,
      indicators: [...indicators],
      asFirstPromised,
      caveats,
      gauges,
    };
  }

  @Get('ranking')
  @Documented({ query: PeriodQuery, answers: RankingAnswer, summary: 'The indicators of a period for every agency.' })
  async ranking(
    @Query(checked(PeriodQuery)) { period }: z.output<typeof PeriodQuery>,
  ): Promise<z.output<typeof RankingAnswer>> {
    const now = this.clock.now().getTime();
    const ranking = await this.reads.together((query) => rankingOf(query, parsePeriod(period)!, now));
    return {
      period,
      agencies: ranking.agencies.map((figures) => ({ ...figures, indicators: [...figures.indicators] })),
    };
  }

  @Get('definitions')
  @Documented({
    query: IndicatorsQuery,
    answers: DefinitionsAnswer,
    summary: 'A period by every published definition that is computed here, for one agency or the whole province.',
  })
  async definitions(
    @Query(checked(IndicatorsQuery)) { period, agency }: z.output<typeof IndicatorsQuery>,
  ): Promise<z.output<typeof DefinitionsAnswer>> {
    const now = this.clock.now().getTime();
    const options = { period: parsePeriod(period)!, agency: this.scopeOf(agency), now };
    return {
      period,
      agency: options.agency,
      figures: await this.reads.together((query) => definedFiguresOf(query, options)),
    };
  }

  /** The code of an agency; null for the whole province, whose root settles no dossier itself. */
  private scopeOf(agency: string | undefined): string | null {
    return agency === undefined || agency === this.province ? null : agency;
  }
}
