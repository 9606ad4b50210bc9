import type { AgencyFigures, Caveats, Frame, Indicator, IndicatorId } from '../src/wall/live/frame.js';

const gauges = {
  open: 0,
  overdue: 0,
  dueSoon: 0,
  suspended: 0,
  suspendedOverdue: 0,
  parked: 0,
  unanswered: 0,
  unansweredSince: null,
};
export const noCaveats: Caveats = { completedNotJudged: 0, recordedLate: 0, endedOverdue: 0 };

export function indicator(
  id: IndicatorId,
  numerator: number,
  denominator: number,
  target: number | null = null,
): Indicator {
  return { id, definitionId: 'ANY_V1', numerator, denominator, target };
}

export function agencyFigures(agency: string, ...indicators: readonly Indicator[]): AgencyFigures {
  return { agency, indicators, caveats: noCaveats, gauges };
}

export function frame(number: number, changes: Partial<Frame> = {}): Frame {
  return {
    number,
    at: '2026-11-24T03:00:00.000Z',
    period: '2026',
    freshness: { behindSeconds: 0.3, stale: false, reason: null, hop: null },
    indicators: [],
    asFirstPromised: null,
    caveats: noCaveats,
    gauges,
    today: { period: '2026-11-24', indicators: [] },
    agencies: [],
    audit: null,
    ...changes,
  };
}
