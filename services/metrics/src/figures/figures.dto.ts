import { z } from 'zod';
import { HOP_KINDS } from '../freshness/index.js';
import { parsePeriod } from '../time/index.js';

export const PeriodText = z
  .string()
  .refine(
    (text) => parsePeriod(text) !== undefined,
    'must be a year, month or day that exists, of the years 1900 to 2999: 2023, 2023-05 or 2023-05-17',
  )
  .meta({
    description: 'A local year, month or day of 1900 to 2999: `2023`, `2023-05`, `2023-05-17`.',
    pattern: '^(19|2[0-9])[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$',
    example: '2023-05',
  });

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

export const GaugesAnswer = z.object({
  open: count,
  overdue: count,
  dueSoon: count,
  suspended: count,
  suspendedOverdue: count.describe('Of these: overdue on record when they were suspended; not among the overdue.'),
  parked: count.describe('Clocks whose due instant cannot be computed yet.'),
  unanswered: count.describe('Submitted in effect, neither accepted nor refused yet; at the receiving agency.'),
  unansweredSince: z.iso
    .datetime()
    .nullable()
    .describe('When the one of these that waits longest took effect; null: there is none.'),
});

export const CaveatsAnswer = z.object({
  completed: count.describe('Completed, as intake says.'),
  completedNotJudged: count.describe('Of these: not judged, so in no on-time rate.'),
  recordedLate: count.describe(
    'Settled early or on time, recorded only when overdue on record; at the agency that had them then.',
  ),
  endedOverdue: count.describe('Withdrawn, terminated or voided when overdue on record.'),
  waitKnown: count.describe('Accepted or refused dossiers whose wait for that answer is known.'),
  waitedLong: count.describe('Of these: waited more than eight working hours.'),
});

export const FreshnessAnswer = z.object({
  behindSeconds: z.number().nullable(),
  stale: z.boolean(),
  reason: z.string().nullable(),
  hop: z
    .object({ kind: z.enum(HOP_KINDS), service: z.string().nullable() })
    .nullable()
    .describe('Where on their way events wait, or where it is not known; null while the figures are fresh.'),
});

export const FiguresAnswer = z.object({
  period: z.string(),
  agency: z.string().nullable(),
  asOf: z.iso.datetime(),
  freshness: FreshnessAnswer,
  indicators: z.array(IndicatorAnswer),
  asFirstPromised: IndicatorAnswer,
  caveats: CaveatsAnswer,
  gauges: GaugesAnswer,
});

export const RankingAnswer = z.object({
  period: z.string(),
  agencies: z.array(
    z.object({
      agency: z.string(),
      indicators: z.array(IndicatorAnswer),
      caveats: CaveatsAnswer,
      gauges: GaugesAnswer,
    }),
  ),
});

export const DefinitionsAnswer = z.object({
  period: z.string(),
  agency: z.string().nullable(),
  figures: z.array(IndicatorAnswer.omit({ target: true }).extend({ meaning: z.string() })),
});

const Ratio = z.object({ numerator: count, denominator: count });
export const RecountAnswer = z.object({
  period: z.string(),
  equal: z.boolean(),
  indicators: z.array(z.object({ id: z.string(), counted: Ratio, recounted: Ratio, equal: z.boolean() })),
  gauges: z.object({ counted: GaugesAnswer, recounted: GaugesAnswer, equal: z.boolean() }),
});

export const MissingAnswer = z.object({
  at: z.iso.datetime().nullable().describe('When it was looked; null: not yet.'),
  missing: count,
  named: z
    .array(z.object({ dossierId: z.uuid(), service: z.string(), missing: z.string() }))
    .describe('The first 100.'),
});
