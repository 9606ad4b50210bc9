import { useEffect, useRef } from 'react';
import { formatInstant } from '../../format/instant.js';
import { chosenLanguage, useTexts } from '../../texts/texts.js';
import type { TakenIn } from './take-in.js';

interface TakenProps {
  readonly taken: TakenIn;
  readonly onNext: () => void;
  readonly onSameApplicant: () => void;
  readonly onOpen: () => void;
}

/** What the service has answered: the code, large, and the slip to print. */
export function Taken({ taken, onNext, onSameApplicant, onOpen }: TakenProps) {
  const texts = useTexts();
  const { dossierId, dossierCode, acceptedAt, appointmentAt } = taken;
  const frame = useRef<HTMLIFrameElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const print = (): void => frame.current?.contentWindow?.print();
  return (
    <section className="taken" data-testid="taken" data-code={dossierCode}>
      <p className="taken__word">{acceptedAt === null ? texts.intake.handedIn : `✓ ${texts.intake.accepted}`}</p>
      <p className="taken__code">{dossierCode}</p>
      {appointmentAt !== null && (
        <p>
          {texts.slip.appointment}: <strong>{formatInstant(appointmentAt, chosenLanguage())}</strong>
        </p>
      )}
      <div className="taken__actions">
        <button type="button" className="button button--main" onClick={onNext} ref={next} data-testid="next">
          {texts.intake.next} <kbd>N</kbd>
        </button>
        <button type="button" className="button" onClick={onSameApplicant}>
          {texts.intake.sameApplicant}
        </button>
        <button type="button" className="button" onClick={onOpen}>
          {texts.intake.open}
        </button>
        {acceptedAt !== null && (
          <button type="button" className="button" onClick={print}>
            {texts.slip.print}
          </button>
        )}
      </div>
      {acceptedAt !== null && (
        <iframe
          ref={frame}
          className="taken__slip"
          title={texts.slip.frame}
          src={`/api/intake/dossiers/${dossierId}/forms/appointment-slip#toolbar=0&navpanes=0`}
        />
      )}
    </section>
  );
}
