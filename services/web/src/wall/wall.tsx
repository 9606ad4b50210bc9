import { useState } from 'react';
import { localDay, parsePeriod, type Period } from '../format/period.js';
import { provinceFallback, rootOf } from '../api/agency-directory.js';
import { indicatorIds, indicatorOf } from './live/frame.js';
import type { LineStatus } from './live/line-state.js';
import { useAgencies } from '../api/use-agencies.js';
import { useBoard, type Board } from './live/use-board.js';
import { useLiveLine } from './live/use-live-line.js';
import { FigureCard } from './figure-card.js';
import { GaugeStrip } from './gauge-strip.js';
import { RankingPanel } from './ranking-panel.js';
import { noData } from './texts.js';
import type { Standing } from './verdict.js';
import { WallHeader } from './wall-header.js';
import './wall.css';

/** The page the leaders look at: four rates, the state of work now, and the ranking. */
export function Wall() {
  const line = useLiveLine();
  const directory = useAgencies();
  const [chosen, choose] = useChosenPeriod();
  const frame = line.frame;
  const period = chosen ?? frame?.period ?? localDay(Date.now()).slice(0, 4);
  const board = useBoard(period, frame);
  const standing = standingOf(line.status, board);
  const isPast = !localDay(Date.now()).startsWith(period);

  return (
    <div className="wall" data-current={standing !== 'old'}>
      <WallHeader
        province={rootOf(directory)?.name ?? provinceFallback}
        period={period}
        onPeriod={(next) => choose(next === frame?.period ? null : next)}
        line={line}
        isPast={isPast}
      />
      <main className="wall__main">
        <section className="wall__figures" aria-label="Chỉ số chính">
          {indicatorIds.map((id) => (
            <FigureCard
              key={id}
              id={id}
              indicator={indicatorOf(board.indicators, id)}
              today={isPast ? undefined : frame && indicatorOf(frame.today.indicators, id)}
              asFirstPromised={id === 'onTime' ? board.asFirstPromised : null}
              caveats={id === 'onTime' ? board.caveats : null}
              empty={emptyText(board)}
              standing={standing}
            />
          ))}
        </section>
        <GaugeStrip gauges={board.gauges} isOld={standing === 'old'} isPast={isPast} />
        <RankingPanel agencies={board.agencies} directory={directory} standing={standing} />
      </main>
    </div>
  );
}

function standingOf(status: LineStatus, { failed }: Board): Standing {
  if (failed) return 'old';
  if (status === 'live') return 'current';
  return status === 'connecting' ? 'unknown' : 'old';
}

function emptyText({ loaded, failed }: Board): string {
  if (loaded) return noData;
  return failed ? 'Chưa đọc được số liệu, đang thử lại' : 'Đang chờ số liệu';
}

/** The period in the address (`?period=2023`); null follows the current year. */
function useChosenPeriod(): readonly [Period | null, (period: Period | null) => void] {
  const [chosen, setChosen] = useState(() => parsePeriod(new URLSearchParams(location.search).get('period')));
  const choose = (period: Period | null): void => {
    const address = new URL(location.href);
    if (period === null) address.searchParams.delete('period');
    else address.searchParams.set('period', period);
    history.replaceState(null, '', address);
    setChosen(period);
  };
  return [chosen, choose];
}
