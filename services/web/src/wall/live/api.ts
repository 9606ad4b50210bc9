import { fetchJson } from '../../api/fetch-json.js';
import { decodeFigures, decodeRanking } from './decode.js';
import type { AgencyFigures, Figures } from './frame.js';

export const liveAddress = '/api/metrics/live';

export interface PeriodFigures {
  readonly figures: Figures;
  readonly agencies: readonly AgencyFigures[];
}

export async function fetchPeriod(period: string, signal: AbortSignal): Promise<PeriodFigures> {
  const query = `period=${encodeURIComponent(period)}`;
  const [figures, ranking] = await Promise.all([
    fetchJson(`/api/metrics/indicators?${query}`, signal),
    fetchJson(`/api/metrics/ranking?${query}`, signal),
  ]);
  return { figures: decodeFigures(figures), agencies: decodeRanking(ranking) };
}
