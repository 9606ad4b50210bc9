import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { z } from 'zod';
import { figuresOf, rankingOf } from '../application/figures.js';
import { parsePeriod } from '../domain/period.js';
import { LiveFigures } from '../live/live-figures.js';
import { Snapshot } from '../persistence/snapshot.js';
import { FiguresAnswer, IndicatorsQuery, PeriodQuery, RankingAnswer } from './figures.dto.js';

/** Public figures: reading them needs no token. */
@Public()
@Controller()
export class FiguresController {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly live: LiveFigures,
    @Inject(CLOCK) private readonly clock: Clock,
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
    const figures = await this.snapshot.read((query) =>
      figuresOf(query, { period: parsePeriod(period)!, agency: agency ?? null, now: now.getTime() }),
    );
    const { indicators, asFirstPromised, gauges } = figures;
    return {
      period,
      agency: figures.agency,
      asOf: now.toISOString(),
      freshness: this.live.freshnessAt(now.getTime()),
      indicators: [...indicators],
      asFirstPromised,
      gauges,
    };
  }

  @Get('ranking')
  @Documented({ query: PeriodQuery, answers: RankingAnswer, summary: 'The indicators of a period for every agency.' })
  async ranking(
    @Query(checked(PeriodQuery)) { period }: z.output<typeof PeriodQuery>,
  ): Promise<z.output<typeof RankingAnswer>> {
    const now = this.clock.now().getTime();
    const ranking = await this.snapshot.read((query) => rankingOf(query, parsePeriod(period)!, now));
    return {
      period,
      agencies: ranking.agencies.map(({ agency, indicators, gauges }) => ({
        agency,
        indicators: [...indicators],
        gauges,
      })),
    };
  }
}
