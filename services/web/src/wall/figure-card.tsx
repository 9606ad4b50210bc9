import { formatCount, formatPercent, formatPercentDigits, formatTarget } from '../format/number.js';
import { hasData } from '../format/ratio.js';
import type { Caveats, Indicator, IndicatorId } from './live/frame.js';
import { CaveatList } from './caveat-list.js';
import { RateBar } from './rate-bar.js';
import { indicatorTexts } from './texts.js';
import { verdictOn, type Standing, type Verdict } from './verdict.js';
import './figure-card.css';

interface FigureCardProps {
  readonly id: IndicatorId;
  readonly indicator: Indicator | null;
  /** Null before anything was heard of today; undefined where today is no part of the period. */
  readonly today: Indicator | null | undefined;
  readonly asFirstPromised: Indicator | null;
  /** Null where there are none to show. */
  readonly caveats: Caveats | null;
  /** What stands there while there is no figure. */
  readonly empty: string;
  readonly standing: Standing;
}

/** One large rate with what it is made of, its target and whether that is met. */
export function FigureCard({ id, indicator, today, asFirstPromised, caveats, empty, standing }: FigureCardProps) {
  const text = indicatorTexts[id];
  const verdict = verdictOn(indicator, standing);
  const shown = indicator !== null && hasData(indicator) ? indicator : null;
  return (
    <article
      className="figure"
      aria-label={text.title}
      data-testid={`indicator-${id}`}
      data-numerator={indicator?.numerator}
      data-denominator={indicator?.denominator}
      data-state={verdict}
    >
      <header className="figure__head">
        <h2 title={text.meaning}>{text.title}</h2>
        <VerdictMark verdict={verdict} />
      </header>
      {shown === null ? (
        <p className="figure__empty">{empty}</p>
      ) : (
        <p className="figure__value">
          {formatPercentDigits(shown)}
          <span className="figure__sign">%</span>
        </p>
      )}
      <RateBar rate={shown} target={indicator?.target ?? null} verdict={verdict} />
      <p className="figure__made-of">
        <span>
          {shown === null
            ? '\u00a0'
            : `${formatCount(shown.numerator)} / ${formatCount(shown.denominator)} ${text.unit}`}
        </span>
        <span className="figure__target">{targetText(indicator)}</span>
      </p>
      {caveats !== null && <CaveatList caveats={caveats} rate={shown} />}
      <footer className="figure__foot">
        {today !== undefined && <TodayNote today={today} />}
        {asFirstPromised !== null && hasData(asFirstPromised) && (
          <span>
            Theo ngày hẹn đầu: <strong>{formatPercent(asFirstPromised)}</strong> (
            {formatCount(asFirstPromised.numerator)}/{formatCount(asFirstPromised.denominator)})
          </span>
        )}
        {indicator !== null && (
          <code className="figure__definition" title={`${text.meaning} (định nghĩa ${indicator.definitionId})`}>
            {indicator.definitionId}
          </code>
        )}
      </footer>
    </article>
  );
}

/** A dash while nothing was heard: that is not the same as a day without data. */
function TodayNote({ today }: { readonly today: Indicator | null }) {
  const counted = today !== null && hasData(today);
  return (
    <span>
      Hôm nay: <strong>{counted ? formatPercent(today) : today === null ? '–' : 'chưa có dữ liệu'}</strong>
      {counted && ` (${formatCount(today.numerator)}/${formatCount(today.denominator)})`}
    </span>
  );
}

function targetText(indicator: Indicator | null): string {
  if (indicator === null) return '';
  return indicator.target === null ? 'Chưa giao chỉ tiêu' : `Chỉ tiêu ${formatTarget(indicator.target)}`;
}

function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  if (verdict === 'met') return <span className="verdict verdict--met">✓ Đạt</span>;
  if (verdict === 'missed') return <span className="verdict verdict--missed">✕ Chưa đạt</span>;
  if (verdict !== 'stale') return null;
  return (
    <span className="verdict verdict--stale" title="Số liệu có thể đã cũ, chưa kết luận đạt hay chưa đạt chỉ tiêu">
      Số liệu cũ
    </span>
  );
}
