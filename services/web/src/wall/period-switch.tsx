import {
  grainOf,
  isFuture,
  localDay,
  periodLabel,
  stepPeriod,
  withGrain,
  type Grain,
  type Period,
} from '../format/period.js';
import './period-switch.css';

interface PeriodSwitchProps {
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
}

const grains: readonly { readonly grain: Grain; readonly label: string }[] = [
  { grain: 'year', label: 'Năm' },
  { grain: 'month', label: 'Tháng' },
  { grain: 'day', label: 'Ngày' },
];

export function PeriodSwitch({ period, onPeriod }: PeriodSwitchProps) {
  const today = localDay(Date.now());
  const next = stepPeriod(period, 1);
  return (
    <div className="period" role="group" aria-label="Kỳ báo cáo" data-testid="period" data-period={period}>
      <div className="period__grains">
        {grains.map(({ grain, label }) => (
          <button
            key={grain}
            type="button"
            data-testid={`period-${grain}`}
            aria-pressed={grainOf(period) === grain}
            onClick={() => onPeriod(withGrain(period, grain, today))}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="period__steps">
        <button type="button" aria-label="Kỳ trước" onClick={() => onPeriod(stepPeriod(period, -1))}>
          ‹
        </button>
        <span className="period__label" aria-live="polite">
          {periodLabel(period)}
        </span>
        <button type="button" aria-label="Kỳ sau" disabled={isFuture(next, today)} onClick={() => onPeriod(next)}>
          ›
        </button>
      </div>
    </div>
  );
}
