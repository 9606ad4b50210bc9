import { formatDelay } from '../format/number.js';
import type { LineSnapshot } from '../live/live-line.js';
import { hopText } from './texts.js';
import './freshness-badge.css';

const stateTexts = { live: 'Trực tiếp', stale: 'Số liệu cũ', disconnected: 'Mất kết nối' } as const;

/** The state in a word is announced when it changes; the seconds beside it, which change all the time, are not. */
export function FreshnessBadge({ line }: { readonly line: LineSnapshot }) {
  const { status, behindSeconds, frame, hop, reason } = line;
  const connecting = status === 'disconnected' && frame === null;
  return (
    <div className="freshness" data-testid="freshness" data-state={status} title={reason ?? undefined}>
      <span className="freshness__dot" aria-hidden="true" />
      <span className="freshness__state" role="status" aria-live="polite">
        {connecting ? 'Đang kết nối' : stateTexts[status]}
      </span>
      <span className="freshness__delay">{detail(line.status, behindSeconds, connecting)}</span>
      {status === 'stale' && hop !== null && (
        <span className="freshness__hop" data-testid="freshness-hop" data-kind={hop.kind} data-service={hop.service}>
          {hopText(hop)}
        </span>
      )}
    </div>
  );
}

function detail(status: LineSnapshot['status'], behindSeconds: number | null, connecting: boolean): string {
  if (connecting) return 'chờ số liệu đầu tiên';
  const delay = behindSeconds === null ? null : formatDelay(behindSeconds);
  if (status === 'disconnected') return delay === null ? 'đang nối lại' : `đang nối lại · chậm ${delay}`;
  return delay === null ? 'chưa rõ độ trễ' : `chậm ${delay}`;
}
