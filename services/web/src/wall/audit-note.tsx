import { formatCount } from '../format/number.js';
import { formatTime } from '../format/clock.js';
import type { Audit } from '../live/frame.js';

/** What the last audit by the hour came to; nothing before the first. */
export function AuditNote({ audit }: { readonly audit: Audit | null }) {
  if (audit === null) return null;
  const time = formatTime(Date.parse(audit.at)).slice(0, 5);
  return (
    <p className="header__audit" data-testid="audit" data-equal={audit.equal}>
      Đối soát {time} {audit.equal ? '✓ khớp' : differs(audit)}
    </p>
  );
}

function differs({ differingFacts, differingCounters }: Audit): string {
  return differingFacts > 0
    ? `lệch ${formatCount(differingFacts)} hồ sơ`
    : `lệch ${formatCount(differingCounters)} số đếm`;
}
