import { z } from 'zod';
import { parsePeriod } from '../domain/period.js';

export const PeriodText = z
  .string()
  .refine((text) => parsePeriod(text) !== undefined, 'must be a year, month or day: 2023, 2023-05 or 2023-05-17')
  .meta({ description: 'A local year, month or day: `2023`, `2023-05`, `2023-05-17`.', example: '2023-05' });

export const AgencyCode = z.string().regex(/^[\w.-]{1,64}$/, 'must be the code of an agency');

export const PeriodQuery = z.object({ period: PeriodText });
export const IndicatorsQuery = z.object({ period: PeriodText, agency: AgencyCode.optional() });

const count = z.int();
export const IndicatorAnswer = z.object({
  id: z.enum(['onTime', 'onlineDossier', 'onlinePayment', 'satisfaction']),
  /** Which of the published definitions of that name. */
  definitionId: z.string(),
  numerator: count,
  /** 0: no data. */
  denominator: count,
  target: z.number().nullable(),
});

export const GaugesAnswer = z.object({ open: count, overdue: count, dueSoon: count, suspended: count });

export const FreshnessAnswer = z.object({
  behindSeconds: z.number().nullable(),
  stale: z.boolean(),
  reason: z.string().nullable(),
});

export const FiguresAnswer = z.object({
  period: z.string(),
  agency: z.string().nullable(),
  asOf: z.iso.datetime(),
  freshness: FreshnessAnswer,
  indicators: z.array(IndicatorAnswer),
  asFirstPromised: IndicatorAnswer,
  gauges: GaugesAnswer,
});

export const RankingAnswer = z.object({
  period: z.string(),
  agencies: z.array(z.object({ agency: z.string(), indicators: z.array(IndicatorAnswer), gauges: GaugesAnswer })),
});

const Ratio = z.object({ numerator: count, denominator: count });
export const RecountAnswer = z.object({
  period: z.string(),
  equal: z.boolean(),
  indicators: z.array(z.object({ id: z.string(), counted: Ratio, recounted: Ratio, equal: z.boolean() })),
  gauges: z.object({ counted: GaugesAnswer, recounted: GaugesAnswer, equal: z.boolean() }),
});
