import { hasData, reaches } from '../format/ratio.js';
import type { Indicator } from '../live/frame.js';

export type Verdict = 'met' | 'missed' | 'no-data' | 'stale' | 'plain';

/**
 * What may be said about an indicator. Without data nothing; on figures that may be old nothing about the target
 * either; `plain` is a figure for which no target was set.
 */
export function verdictOn(indicator: Indicator | null, current: boolean): Verdict {
  if (indicator === null || !hasData(indicator)) return 'no-data';
  if (!current) return 'stale';
  if (indicator.target === null) return 'plain';
  return reaches(indicator, indicator.target) ? 'met' : 'missed';
}
