import type { UseFormReturn } from 'react-hook-form';
import type { Procedure } from '../../api/types.js';
import { formatVnd } from '../../format/money.js';
import { useTexts } from '../../texts/texts.js';
import type { Draft } from './draft.js';

interface FeeSectionProps {
  readonly form: UseFormReturn<Draft>;
  readonly procedure: Procedure | null;
}

export function FeeSection({ form, procedure }: FeeSectionProps) {
  const texts = useTexts();
  const fee = procedure?.fee ?? null;
  return (
    <section aria-labelledby="fee-title">
      <h2 id="fee-title">
        <span className="section__number">4</span> {texts.fee.title}
      </h2>
      {procedure !== null && fee === null && <p className="quiet">{texts.procedure.free}</p>}
      {fee !== null && (
        <>
          <p>
            <strong>{formatVnd(fee.amountVnd)}</strong> · {texts.fee[fee.collection]}
          </p>
          <ul className="quiet">
            {fee.lines.map(({ name, amountVnd }) => (
              <li key={name}>
                {name}: {formatVnd(amountVnd)}
              </li>
            ))}
          </ul>
          <label className="tick">
            <input type="checkbox" {...form.register('cashTaken')} /> {texts.fee.cash}
          </label>
        </>
      )}
    </section>
  );
}
