import type { Ratio } from '../format/ratio.js';
import type { Verdict } from './verdict.js';
import './rate-bar.css';

interface RateBarProps {
  readonly rate: Ratio | null;
  readonly target: number | null;
  readonly verdict: Verdict;
}

/** From 0 to 100 %, with a tick at the target; the number beside it says the same, so it is silent to readers. */
export function RateBar({ rate, target, verdict }: RateBarProps) {
  const share = rate === null ? 0 : Math.min(1, rate.numerator / rate.denominator);
  return (
    <div className="rate-bar" data-verdict={verdict} aria-hidden="true">
      <div className="rate-bar__fill" style={{ transform: `scaleX(${share})` }} />
      {target !== null && <div className="rate-bar__target" style={{ left: `${Math.min(1, target) * 100}%` }} />}
    </div>
  );
}
