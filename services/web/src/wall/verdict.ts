import { hasData, reaches } from '../format/ratio.js';
import type { Indicator } from './live/frame.js';

export type Verdict = 'met' | 'missed' | 'no-data' | 'stale' | 'plain';

/** Whether the figures shown are those of now: `unknown` until the first connection says so, or is lost. */
export type Standing = 'current' | 'unknown' | 'old';

/**
 * What may be said about an indicator. Without data nothing; on figures that may be old nothing about the target
 * either; `plain` is a figure of which no more is known, or for which no target was set.
 */
export function verdictOn(indicator: Indicator | null, standing: Standing): Verdict {
  if (indicator === null || !hasData(indicator)) return 'no-data';
  if (standing === 'old') return 'stale';
  if (standing === 'unknown' || indicator.target === null) return 'plain';
  return reaches(indicator, indicator.target) ? 'met' : 'missed';
}
