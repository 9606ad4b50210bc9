import { useEffect, useRef, useState } from 'react';
import { fetchPeriod, type PeriodFigures } from './api.js';
import type { AgencyFigures, Caveats, Frame, Gauges, Indicator } from './frame.js';
import { PacedTask } from '../../api/paced-task.js';
import { after } from '../../api/timers.js';

/** What the wall shows for the chosen period. */
export interface Board {
  readonly indicators: readonly Indicator[];
  readonly asFirstPromised: Indicator | null;
  readonly caveats: Caveats | null;
  readonly gauges: Gauges | null;
  readonly agencies: readonly AgencyFigures[];
  /** False while the chosen period was never read. */
  readonly loaded: boolean;
  /** True when the last read of the chosen period failed, so that it may be older than the frame says. */
  readonly failed: boolean;
}

interface Fetched {
  readonly period: string;
  readonly answer: PeriodFigures | null;
  readonly failed: boolean;
}

const paceMs = 1_000;
const retryMs = 3_000;

/** The frame's own period comes from the frame; any other is read again after each frame, at most once a second. */
export function useBoard(period: string, frame: Frame | null): Board {
  const fetched = useFetchedPeriod(period === frame?.period ? null : period, frame?.number ?? null);
  if (frame !== null && period === frame.period) {
    const { indicators, asFirstPromised, caveats, gauges, agencies } = frame;
    return { indicators, asFirstPromised, caveats, gauges, agencies, loaded: true, failed: false };
  }
  const known = fetched?.period === period ? fetched : null;
  return {
    indicators: known?.answer?.figures.indicators ?? [],
    asFirstPromised: known?.answer?.figures.asFirstPromised ?? null,
    caveats: known?.answer?.figures.caveats ?? null,
    gauges: frame?.gauges ?? known?.answer?.figures.gauges ?? null,
    agencies: known?.answer?.agencies ?? [],
    loaded: known !== null && known.answer !== null,
    failed: known?.failed ?? false,
  };
}

function useFetchedPeriod(period: string | null, frameNumber: number | null): Fetched | null {
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const task = useRef<PacedTask | null>(null);

  useEffect(() => {
    if (period === null) return undefined;
    const read = new PacedTask({
      run: async (signal) => {
        try {
          const answer = await fetchPeriod(period, signal);
          setFetched({ period, answer, failed: false });
        } catch (cause) {
          if (!signal.aborted) setFetched((last) => failedRead(period, last));
          throw cause;
        }
      },
      paceMs,
      retryMs,
      now: () => Date.now(),
      after,
    });
    task.current = read;
    read.request();
    return () => {
      task.current = null;
      read.stop();
    };
  }, [period]);

  useEffect(() => task.current?.request(), [frameNumber]);

  return fetched;
}

function failedRead(period: string, last: Fetched | null): Fetched {
  return { period, answer: last?.period === period ? last.answer : null, failed: true };
}
