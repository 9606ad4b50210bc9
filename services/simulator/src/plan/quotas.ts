import type { Count, Counts, IndicatorId } from './model.js';

/** The province's published figures for 2023, as fractions in lowest terms. */
export const PUBLISHED: Counts = {
  onTime: { numerator: 247, denominator: 250 }, // 98.80 %
  onlineDossier: { numerator: 191, denominator: 200 }, // 95.5 %
  onlinePayment: { numerator: 789, denominator: 1000 }, // 78.9 %
  satisfaction: { numerator: 4353, denominator: 5000 }, // 87.06 %
};

/** How many of the planned dossiers share each fate, and the four counts they must lead to. */
export interface Quotas {
  readonly dossiers: number;
  readonly refused: number;
  /** Submitted, not accepted yet. */
  readonly waiting: number;
  readonly withdrawn: number;
  /** Ended by the agency without a result; not judged. */
  readonly terminated: number;
  /** Errors that are struck out at the end, and with them whatever they had added to any figure. */
  readonly voided: number;
  /** The clock stands still at the end: a supplement, a financial duty or something outside is waited for. */
  readonly suspended: number;
  readonly inProcess: number;
  /** Completed with a result. */
  readonly settled: number;
  /** Completed, and the applicant has fetched the result. */
  readonly returned: number;
  readonly counts: Counts;
}

/**
 * A denominator near `wanted`: the largest multiple of the published fraction's denominator that fits, so that the ratio
 * is exact; when none fits, `wanted` itself with the nearest numerator.
 */
function countOf(indicator: IndicatorId, wanted: number): Count {
  const published = PUBLISHED[indicator];
  const denominator = wanted < published.denominator ? wanted : wanted - (wanted % published.denominator);
  return { numerator: Math.round((denominator * published.numerator) / published.denominator), denominator };
}

/**
 * Quotas of a plan of `dossiers`. All four ratios are exact from 10,000 dossiers on; on time from 264, online dossiers
 * from 250 and online payment from 2,500.
 */
export function quotasFor(dossiers: number): Quotas {
  const share = (part: number): number => Math.round(dossiers * part);
  const [refused, waiting, ended] = [share(0.02), share(0.005), share(0.01)];
  const onTime = countOf('onTime', Math.min(share(0.95), dossiers - refused - waiting - ended));
  const settled = onTime.denominator;
  const rest = dossiers - refused - waiting - ended - settled;
  const voided = Math.floor(rest / 5);
  const open = rest - voided;
  const suspended = Math.floor(open / 3);
  const returned = settled - Math.floor(settled * 0.02);
  const accepted = dossiers - refused - waiting - voided;
  const terminated = Math.floor(ended / 3);
  return {
    dossiers,
    refused,
    waiting,
    withdrawn: ended - terminated,
    terminated,
    voided,
    suspended,
    inProcess: open - suspended,
    settled,
    returned,
    counts: {
      onTime,
      onlineDossier: countOf('onlineDossier', Math.min(share(0.8), accepted)),
      onlinePayment: countOf('onlinePayment', Math.min(share(0.4), accepted - ended)),
      satisfaction: countOf('satisfaction', Math.min(share(0.5), returned)),
    },
  };
}
