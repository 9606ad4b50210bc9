import { useMutation } from '@tanstack/react-query';
import { intake } from '../../api/clients.js';
import { useTexts } from '../../texts/texts.js';
import { problemText } from '../problem-text.js';

/** Opened on purpose: the service notes who looked. */
export function PersonalData({ dossierId }: { readonly dossierId: string }) {
  const texts = useTexts();
  const look = useMutation({
    mutationFn: async () =>
      (await intake.GET('/dossiers/{id}/applicant', { params: { path: { id: dossierId } } })).data!.applicant,
  });
  const { data: applicant, error } = look;
  if (applicant === undefined) {
    return (
      <p>
        <button type="button" className="button" onClick={() => look.mutate()} data-testid="personal">
          {texts.dossier.personal}
        </button>{' '}
        <span className="quiet">{texts.dossier.personalNoted}</span>
        {error !== null && <span className="field__error">{problemText(texts, error)}</span>}
      </p>
    );
  }
  const { applicant: words } = texts;
  const lines = [
    [words.name, applicant.name],
    [words.phone, applicant.phone],
    [words.idNumber, applicant.idNumber],
    [words.address, applicant.address],
    [words.email, applicant.email],
  ] as const;
  return (
    <dl className="facts" data-testid="applicant">
      {lines.map(([title, value]) =>
        value === undefined ? null : (
          <div key={title} className="facts__pair">
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
