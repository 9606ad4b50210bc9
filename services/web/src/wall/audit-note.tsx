import { formatCount } from '../format/number.js';
import { formatTime } from '../format/clock.js';
import type { Audit } from './live/frame.js';

/** What the last audit by the hour came to; nothing before the first. */
export function AuditNote({ audit }: { readonly audit: Audit | null }) {
  if (audit === null) return null;
  const time = formatTime(Date.parse(audit.at)).slice(0, 5);
  return (
    <p className="header__audit" data-testid="audit" data-equal={audit.equal}>
      Đối soát {time} {audit.equal ? '✓ khớp' : faults(audit)}
    </p>
  );
}

function faults({ differingFacts, differingCounters, missing }: Audit): string {
  const differing =
    differingFacts > 0
      ? [`lệch ${formatCount(differingFacts)} hồ sơ`]
      : differingCounters > 0
        ? [`lệch ${formatCount(differingCounters)} số đếm`]
        : [];
  const lacking = missing > 0 ? [`thiếu ${formatCount(missing)} thời hạn, khoản thu hoặc phiếu`] : [];
  return [...differing, ...lacking].join(' · ');
}
