import { formatCount } from '../format/number.js';
import type { Caveats } from '../live/frame.js';
import { caveatTexts } from './texts.js';

const caveatIds = ['completedNotJudged', 'endedOverdue', 'recordedLate'] as const;

/** What the on-time rate does not show by itself; nothing when there is nothing of it. */
export function CaveatList({ caveats }: { readonly caveats: Caveats }) {
  const shown = caveatIds.filter((id) => caveats[id] > 0);
  if (shown.length === 0) return null;
  return (
    <ul className="figure__caveats">
      {shown.map((id) => (
        <li key={id} data-testid={`caveat-${id}`} data-value={caveats[id]}>
          <strong>{formatCount(caveats[id])}</strong> {caveatTexts[id]}
        </li>
      ))}
    </ul>
  );
}
