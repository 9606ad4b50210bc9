import type { UseFormReturn } from 'react-hook-form';
import type { Procedure } from '../../api/types.js';
import { useTexts } from '../../texts/texts.js';
import type { Draft } from './draft.js';

interface ComponentsSectionProps {
  readonly form: UseFormReturn<Draft>;
  readonly procedure: Procedure | null;
}

/** The papers of the procedure: each is there in some form, or not. `A` says that all are there that must be. */
export function ComponentsSection({ form, procedure }: ComponentsSectionProps) {
  const texts = useTexts();
  const handedIn = form.watch('components');
  const missing = procedure?.components.filter(({ code, required }) => required && !handedIn[code]) ?? [];
  return (
    <section aria-labelledby="components-title">
      <h2 id="components-title">
        <span className="section__number">3</span> {texts.components.title}
        {procedure !== null && procedure.components.length > 0 && (
          <span className="section__key">
            <kbd>A</kbd> {texts.components.all}
          </span>
        )}
      </h2>
      {procedure?.components.length === 0 && <p className="quiet">{texts.components.none}</p>}
      <ul className="papers">
        {procedure?.components.map(({ code, name, required }) => (
          <li key={code}>
            <label>
              <input
                type="checkbox"
                checked={Boolean(handedIn[code])}
                onChange={({ target }) => form.setValue(`components.${code}`, target.checked ? 'ORIGINAL' : '')}
              />
              <span>
                {name} {!required && <em>({texts.components.optional})</em>}
              </span>
            </label>
            <select
              aria-label={name}
              value={handedIn[code] || 'ORIGINAL'}
              disabled={!handedIn[code]}
              onChange={({ target }) => form.setValue(`components.${code}`, target.value as 'ORIGINAL')}
            >
              {Object.entries(texts.components.kinds).map(([kind, word]) => (
                <option key={kind} value={kind}>
                  {word}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="quiet">{texts.components.missing({ names: missing.map(({ name }) => name).join('; ') })}</p>
      )}
    </section>
  );
}
