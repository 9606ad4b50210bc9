import type { UseFormReturn } from 'react-hook-form';
import { Field } from '../../components/field.js';
import { useTexts } from '../../texts/texts.js';
import type { Draft } from './draft.js';

interface ApplicantSectionProps {
  readonly form: UseFormReturn<Draft>;
  /** What a scanner has to say. */
  readonly note: string | null;
}

export function ApplicantSection({ form, note }: ApplicantSectionProps) {
  const texts = useTexts();
  const { applicant: words } = texts;
  const faults = form.formState.errors.applicant;
  return (
    <section aria-labelledby="applicant-title">
      <h2 id="applicant-title">
        <span className="section__number">2</span> {words.title}
      </h2>
      {note !== null && (
        <p className="note" role="status">
          {note}
        </p>
      )}
      <div className="fields">
        <Field
          label={words.name}
          autoComplete="off"
          error={faults?.name?.message}
          {...form.register('applicant.name', { required: words.nameRequired })}
        />
        <Field
          label={words.phone}
          hint={words.phoneHint}
          inputMode="tel"
          autoComplete="off"
          error={faults?.phone?.message}
          {...form.register('applicant.phone')}
        />
        <Field
          label={words.idNumber}
          autoComplete="off"
          error={faults?.idNumber?.message}
          {...form.register('applicant.idNumber')}
        />
        <div className="field">
          <label htmlFor="applicant-kind">{words.kind}</label>
          <select id="applicant-kind" {...form.register('applicant.kind')}>
            {Object.entries(words.kinds).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Field
          label={words.address}
          autoComplete="off"
          error={faults?.address?.message}
          {...form.register('applicant.address')}
        />
        <Field
          label={words.email}
          type="email"
          autoComplete="off"
          error={faults?.email?.message}
          {...form.register('applicant.email')}
        />
      </div>
    </section>
  );
}
