import { formatDelay } from '../format/number.js';
import type { LineSnapshot } from './live/live-line.js';
import { hopText } from './texts.js';
import './freshness-badge.css';

const stateTexts = {
  connecting: 'Đang kết nối',
  live: 'Trực tiếp',
  stale: 'Số liệu cũ',
  disconnected: 'Mất kết nối',
} as const;

interface FreshnessBadgeProps {
  readonly line: LineSnapshot;
  /** Whether the chosen period is over: its figures move only by what is entered late. */
  readonly isPast: boolean;
}

/** The state in a word is announced when it changes; the seconds beside it, which change all the time, are not. */
export function FreshnessBadge({ line, isPast }: FreshnessBadgeProps) {
  const { status, behindSeconds, hop, reason } = line;
  return (
    <div className="freshness" data-testid="freshness" data-state={status} title={reason ?? undefined}>
      <span className="freshness__dot" aria-hidden="true" />
      <span className="freshness__state" role="status" aria-live="polite">
        {isPast && status === 'live' ? 'Kỳ đã qua' : stateTexts[status]}
      </span>
      <span className="freshness__delay">{detail(status, behindSeconds)}</span>
      {status === 'stale' && hop !== null && (
        <span className="freshness__hop" data-testid="freshness-hop" data-kind={hop.kind} data-service={hop.service}>
          {hopText(hop)}
        </span>
      )}
    </div>
  );
}

function detail(status: LineSnapshot['status'], behindSeconds: number | null): string {
  if (status === 'connecting') return 'chờ số liệu đầu tiên';
  const delay = behindSeconds === null ? null : formatDelay(behindSeconds);
  if (status === 'disconnected') return delay === null ? 'đang nối lại' : `đang nối lại · chậm ${delay}`;
  return delay === null ? 'chưa rõ độ trễ' : `chậm ${delay}`;
}
