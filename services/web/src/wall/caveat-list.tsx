import { formatCount, formatPercent } from '../format/number.js';
import type { Caveats, Indicator } from './live/frame.js';
import { caveatTexts } from './texts.js';

const caveatIds = ['completedNotJudged', 'endedOverdue', 'recordedLate'] as const;

interface CaveatListProps {
  readonly caveats: Caveats;
  /** The on-time rate beside which they stand. */
  readonly rate: Indicator | null;
}

/** What the on-time rate does not show by itself; nothing when there is nothing of it. */
export function CaveatList({ caveats, rate }: CaveatListProps) {
  const shown = caveatIds.filter((id) => caveats[id] > 0);
  if (shown.length === 0) return null;
  return (
    <ul className="figure__caveats">
      {shown.map((id) => (
        <li key={id} data-testid={`caveat-${id}`} data-value={caveats[id]}>
          <strong>{formatCount(caveats[id])}</strong> {caveatTexts[id]}
          {id === 'recordedLate' && rate !== null && ` (không tính: ${formatPercent(withoutThem(rate, caveats))})`}
        </li>
      ))}
    </ul>
  );
}

/** The rate if what was recorded when it was overdue were not on time. */
const withoutThem = (rate: Indicator, { recordedLate }: Caveats): Indicator => ({
  ...rate,
  numerator: rate.numerator - recordedLate,
});
