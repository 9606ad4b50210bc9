import { formatCount } from '../format/number.js';
import type { Gauges } from './live/frame.js';
import { gaugeNews, gaugeTexts, type GaugeId } from './texts.js';
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
              <GaugeNote id={id} gauges={gauges} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** News are shown however little room there is; what a gauge counts, only where there is enough. */
function GaugeNote({ id, gauges }: { readonly id: GaugeId; readonly gauges: Gauges | null }) {
  const news = gaugeNews(id, gauges);
  return (
    <span className="gauge__note" data-news={news !== null}>
      {news ?? gaugeTexts[id].note}
    </span>
  );
}
