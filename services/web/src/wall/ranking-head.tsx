import { indicatorIds, type IndicatorId } from './live/frame.js';
import { indicatorTexts } from './texts.js';

interface RankingHeadProps {
  readonly by: IndicatorId;
  readonly onBy: (id: IndicatorId) => void;
}

/** The columns; the four indicators are buttons that choose what is ranked by. */
export function RankingHead({ by, onBy }: RankingHeadProps) {
  return (
    <div className="ranking__head" role="rowgroup">
      <div className="ranking__line" role="row">
        <span className="ranking__rank" role="columnheader">
          Hạng
        </span>
        <span className="ranking__name" role="columnheader">
          Cơ quan, đơn vị
        </span>
        {indicatorIds.map((id) => (
          <span
            key={id}
            className="ranking__by"
            role="columnheader"
            aria-sort={id === by ? 'descending' : 'none'}
            data-chosen={id === by}
          >
            <button type="button" data-testid={`rank-by-${id}`} onClick={() => onBy(id)}>
              {indicatorTexts[id].short}
              <span aria-hidden="true">{id === by ? ' ▾' : ''}</span>
            </button>
          </span>
        ))}
        <span className="ranking__overdue" role="columnheader">
          Quá hạn
        </span>
      </div>
    </div>
  );
}
