import { z } from 'zod';
import type { ApiClient } from './drive/api-client.js';
import { INDICATORS, type Counts, type IndicatorId } from './plan/index.js';

const Indicator = z.object({
  id: z.enum(INDICATORS),
  numerator: z.number(),
  denominator: z.number(),
  target: z.number().nullable(),
});
type Indicator = z.output<typeof Indicator>;
const Figures = z.object({
  freshness: z.object({ behindSeconds: z.number().nullable(), stale: z.boolean(), reason: z.string().nullable() }),
  indicators: z.array(Indicator),
});
const Ranking = z.object({ agencies: z.array(z.object({ agency: z.string(), indicators: z.array(Indicator) })) });

export interface ProvinceFigures {
  readonly fresh: boolean;
  readonly counts: Counts;
  readonly targets: Readonly<Record<IndicatorId, number | null>>;
}

/** Reads the published figures of one or more years and adds them up; it counts nothing itself. */
export class MetricsReader {
  constructor(
    private readonly api: ApiClient,
    private readonly years: readonly string[],
  ) {}

  async province(signal: AbortSignal): Promise<ProvinceFigures> {
    const figures: z.output<typeof Figures>[] = [];
    for (const year of this.years) {
      figures.push(Figures.parse(await this.read(`/api/metrics/indicators?period=${year}`, signal)));
    }
    return {
      fresh: figures.every(({ freshness }) => !freshness.stale),
      counts: sumOf(figures.flatMap(({ indicators }) => indicators)),
      targets: byIndicator((id) => figures[0]!.indicators.find((indicator) => indicator.id === id)?.target ?? null),
    };
  }

  async agencies(signal: AbortSignal): Promise<ReadonlyMap<string, Counts>> {
    const byAgency = new Map<string, Indicator[]>();
    for (const year of this.years) {
      const { agencies } = Ranking.parse(await this.read(`/api/metrics/ranking?period=${year}`, signal));
      for (const { agency, indicators } of agencies) {
        byAgency.set(agency, [...(byAgency.get(agency) ?? []), ...indicators]);
      }
    }
    return new Map([...byAgency].map(([agency, indicators]) => [agency, sumOf(indicators)]));
  }

  private async read(path: string, signal: AbortSignal): Promise<unknown> {
    return (await this.api.demand({ method: 'GET', path }, signal)).body;
  }
}

export function byIndicator<T>(valueOf: (id: IndicatorId) => T): Record<IndicatorId, T> {
  return Object.fromEntries(INDICATORS.map((id) => [id, valueOf(id)])) as Record<IndicatorId, T>;
}

function sumOf(indicators: readonly Indicator[]): Counts {
  return byIndicator((id) => {
    const own = indicators.filter((indicator) => indicator.id === id);
    return {
      numerator: own.reduce((sum, { numerator }) => sum + numerator, 0),
      denominator: own.reduce((sum, { denominator }) => sum + denominator, 0),
    };
  });
}
