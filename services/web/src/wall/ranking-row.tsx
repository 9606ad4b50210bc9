import { memo } from 'react';
import { formatCount } from '../format/number.js';
import { indicatorIds, indicatorOf, type IndicatorId } from './live/frame.js';
import { RankingRate } from './ranking-rate.js';
import type { RankedAgency } from './ranking-order.js';
import type { Standing } from './verdict.js';

interface RankingRowProps {
  readonly row: RankedAgency;
  readonly by: IndicatorId;
  readonly standing: Standing;
}

/** One agency. The rows are made anew with every frame, so what is shown decides whether to draw again. */
export const RankingRow = memo(function RankingRow({ row, by, standing }: RankingRowProps) {
  return (
    <div className="ranking__line" role="row" data-testid="ranking-row" data-agency={row.code} data-rank={row.rank}>
      <span className="ranking__rank" role="cell">
        {row.rank ?? '–'}
      </span>
      <span className="ranking__name" role="rowheader" title={row.name}>
        {row.name}
      </span>
      {indicatorIds.map((id) => (
        <RankingRate
          key={id}
          id={id}
          indicator={indicatorOf(row.indicators, id)}
          notJudged={id === 'onTime' ? row.notJudged : 0}
          chosen={id === by}
          standing={standing}
        />
      ))}
      <span className="ranking__overdue" role="cell" data-raised={(row.overdue ?? 0) > 0}>
        <span className="ranking__small-label">Quá hạn </span>
        {row.overdue === null ? '–' : formatCount(row.overdue)}
      </span>
    </div>
  );
}, sameShown);

function sameShown(before: RankingRowProps, after: RankingRowProps): boolean {
  return before.by === after.by && before.standing === after.standing && sameRow(before.row, after.row);
}

function sameRow(before: RankedAgency, after: RankedAgency): boolean {
  return (
    before.rank === after.rank &&
    before.name === after.name &&
    before.overdue === after.overdue &&
    before.notJudged === after.notJudged &&
    indicatorIds.every((id) => {
      const left = indicatorOf(before.indicators, id);
      const right = indicatorOf(after.indicators, id);
      return (
        left?.numerator === right?.numerator &&
        left?.denominator === right?.denominator &&
        left?.target === right?.target
      );
    })
  );
}
