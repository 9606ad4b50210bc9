import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { AgencyDirectory, AgencyKind } from '../api/agency-directory.js';
import type { AgencyFigures, IndicatorId } from './live/frame.js';
import { RankingFilter } from './ranking-filter.js';
import { RankingHead } from './ranking-head.js';
import { kindsIn, rankAgencies } from './ranking-order.js';
import { RankingRow } from './ranking-row.js';
import { useRowMotion } from './use-row-motion.js';
import type { Standing } from './verdict.js';
import './ranking-panel.css';
import './ranking-room.css';
import './ranking-small.css';

interface RankingPanelProps {
  readonly agencies: readonly AgencyFigures[];
  readonly directory: AgencyDirectory;
  readonly standing: Standing;
}

export function RankingPanel({ agencies, directory, standing }: RankingPanelProps) {
  const [by, setBy] = useState<IndicatorId>('onTime');
  const [kind, setKind] = useState<AgencyKind | null>(null);
  const [search, setSearch] = useState('');
  const settledSearch = useDeferredValue(search);
  const rows = useMemo(
    () => rankAgencies(agencies, directory, { by, kind, search: settledSearch }),
    [agencies, directory, by, kind, settledSearch],
  );
  const kinds = useMemo(() => kindsIn(directory), [directory]);
  const body = useRef<HTMLDivElement>(null);
  useRowMotion(body, rows);

  return (
    <section className="ranking" aria-labelledby="ranking-title">
      <header className="ranking__top">
        <h2 id="ranking-title">
          Xếp hạng cơ quan, đơn vị <span className="ranking__count">{rows.length}</span>
        </h2>
        <RankingFilter kinds={kinds} kind={kind} onKind={setKind} search={search} onSearch={setSearch} />
      </header>
      <div className="ranking__table" role="table" aria-labelledby="ranking-title" data-testid="ranking" data-by={by}>
        <RankingHead by={by} onBy={setBy} />
        <div className="ranking__room" role="presentation">
          <div className="ranking__body" role="rowgroup" ref={body} tabIndex={0} aria-label="Danh sách xếp hạng">
            {rows.map((row) => (
              <RankingRow key={row.code} row={row} by={by} standing={standing} />
            ))}
            {rows.length === 0 && (
              <p className="ranking__empty" role="row">
                <span role="cell">
                  {directory.size === 0 ? 'Đang chờ danh sách cơ quan' : 'Không tìm thấy cơ quan phù hợp'}
                </span>
              </p>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}
