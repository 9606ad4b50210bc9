import { formatCount, formatPercent } from '../format/number.js';
import { hasData } from '../format/ratio.js';
import type { Indicator, IndicatorId } from './live/frame.js';
import { RateBar } from './rate-bar.js';
import { caveatTexts, noData } from './texts.js';
import { verdictOn, type Standing } from './verdict.js';

interface RankingRateProps {
  readonly id: IndicatorId;
  readonly indicator: Indicator | null;
  /** Completed and in no rate, because not judged. */
  readonly notJudged: number;
  readonly chosen: boolean;
  readonly standing: Standing;
}

/** An agency's rate in one column; the column ranked by also shows its counts and a bar. */
export function RankingRate({ id, indicator, notJudged, chosen, standing }: RankingRateProps) {
  const verdict = verdictOn(indicator, standing);
  const shown = indicator !== null && hasData(indicator) ? indicator : null;
  return (
    <span className="ranking__rate" role="cell" data-indicator={id} data-chosen={chosen} data-state={verdict}>
      {shown === null ? (
        <span className="ranking__no-data">
          {chosen ? noData : '–'}
          {chosen && notJudged > 0 && <NotJudged count={notJudged} />}
        </span>
      ) : (
        <>
          <span className="ranking__percent">{formatPercent(shown)}</span>
          {chosen && (
            <span className="ranking__made-of">
              {formatCount(shown.numerator)} / {formatCount(shown.denominator)}
              {notJudged > 0 && <NotJudged count={notJudged} />}
            </span>
          )}
          {chosen && <RateBar rate={shown} target={shown.target} verdict={verdict} />}
        </>
      )}
    </span>
  );
}

function NotJudged({ count }: { readonly count: number }) {
  return (
    <span
      className="ranking__not-judged"
      data-value={count}
      title={`${formatCount(count)} hồ sơ ${caveatTexts.completedNotJudged}`}
    >
      {' '}
      +{formatCount(count)}
      <span className="ranking__not-judged-words"> chưa đánh giá</span>
    </span>
  );
}
