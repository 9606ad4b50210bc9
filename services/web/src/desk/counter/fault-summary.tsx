import type { Ref } from 'react';
import { useTexts } from '../../texts/texts.js';

interface FaultSummaryProps {
  readonly ref: Ref<HTMLDivElement>;
  /** What the service said; null while it said nothing. */
  readonly fault: string | null;
  readonly listed: readonly { readonly id: string; readonly message: string }[];
  readonly onGo: (id: string) => void;
}

/** What is wrong, at the top, each line leading to its field. */
export function FaultSummary({ ref, fault, listed, onGo }: FaultSummaryProps) {
  const texts = useTexts();
  if (fault === null && listed.length === 0) return null;
  return (
    <div className="faults" role="alert" tabIndex={-1} ref={ref} data-testid="faults">
      <strong>{fault ?? texts.faults.listed({ count: listed.length })}</strong>
      {listed.length > 0 && (
        <ul>
          {listed.map(({ id, message }) => (
            <li key={id}>
              <button type="button" className="link" onClick={() => onGo(id)}>
                {message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
