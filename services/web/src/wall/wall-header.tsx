import type { Period } from '../format/period.js';
import type { LineSnapshot } from './live/live-line.js';
import { AuditNote } from './audit-note.js';
import { Clock } from './clock.js';
import { FreshnessBadge } from './freshness-badge.js';
import { PeriodSwitch } from './period-switch.js';
import './wall-header.css';

interface WallHeaderProps {
  readonly province: string;
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
  readonly line: LineSnapshot;
  /** Whether the chosen period is over. */
  readonly isPast: boolean;
}

export function WallHeader({ province, period, onPeriod, line, isPast }: WallHeaderProps) {
  return (
    <header className="header">
      <div className="header__title">
        <img className="header__mark" src="/icon.svg" alt="" width="48" height="48" />
        <div>
          <h1>
            {province.replace(' - ', ' – ')} <span className="header__product">Một cửa</span>
          </h1>
          <AuditNote audit={line.frame?.audit ?? null} />
        </div>
      </div>
      <PeriodSwitch period={period} onPeriod={onPeriod} />
      <div className="header__now">
        <Clock />
        <FreshnessBadge line={line} isPast={isPast} />
      </div>
    </header>
  );
}
