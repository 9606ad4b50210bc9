import type { Procedure } from '../../api/types.js';
import { formatVnd } from '../../format/money.js';
import { useTexts } from '../../texts/texts.js';

/** A procedure in one line: code, name, limit, fee. */
export function ProcedureLine({ procedure }: { readonly procedure: Procedure }) {
  const texts = useTexts();
  const { code, name, timeLimit, fee } = procedure;
  return (
    <span className="procedure-line">
      <strong>{name}</strong>
      <span>
        <code>{code}</code> · {timeLimit === null ? texts.procedure.noLimit : texts.limit[timeLimit.unit](timeLimit)} ·{' '}
        {fee === null ? texts.procedure.free : formatVnd(fee.amountVnd)}
      </span>
    </span>
  );
}
