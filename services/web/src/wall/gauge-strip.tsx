import { formatCount } from '../format/number.js';
import type { Gauges } from '../live/frame.js';
import { gaugeNote, gaugeTexts } from './texts.js';
import './gauge-strip.css';

interface GaugeStripProps {
  readonly gauges: Gauges | null;
  readonly isOld: boolean;
  /** Whether the chosen period is over, so that these are not its gauges. */
  readonly isPast: boolean;
}

const gaugeIds = ['open', 'overdue', 'dueSoon', 'suspended', 'unanswered'] as const;

/** The state of work at this moment, whatever period is chosen; parked clocks only while there are any. */
export function GaugeStrip({ gauges, isOld, isPast }: GaugeStripProps) {
  const ids = gauges !== null && gauges.parked > 0 ? ([...gaugeIds, 'parked'] as const) : gaugeIds;
  return (
    <section className="gauges" aria-labelledby="gauges-title" data-current={!isOld}>
      <h2 id="gauges-title">{isPast ? 'Hiện tại, ngoài kỳ đang xem' : 'Hiện tại'}</h2>
      <dl>
        {ids.map((id) => (
          <div
            key={id}
            className="gauge"
            data-testid={`gauge-${id}`}
            data-value={gauges?.[id]}
            data-raised={gauges !== null && gauges[id] > 0}
          >
            <dt>{gaugeTexts[id].title}</dt>
            <dd>
              <span className="gauge__value">{gauges === null ? '–' : formatCount(gauges[id])}</span>
              <span className="gauge__note">{gaugeNote(id, gauges)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
