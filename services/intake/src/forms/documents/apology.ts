import { spokenInstant } from '../../texts/index.js';
import { formRegimeOf } from './form-regime.js';
import { addressee, receivedParagraph } from './parts/letter.js';
import { paragraph, statement } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import { provisionalNote } from './parts/provisional-note.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { Signatory, Slip } from './slip.js';

/** Form 04, for a dossier that will not be settled by its appointment: an apology, the reason and the new time. */
export interface Apology extends Slip {
  readonly kind: 'apology';
  readonly receivedAt: Date;
  readonly originalDueAt: Date;
  readonly newDueAt: Date;
  /** Computed from a year whose days off are not announced yet. */
  readonly provisional: boolean;
  readonly reason: string;
  readonly signatory: Signatory;
}

export function apologyDocument(form: Apology): PrintedDocument {
  const agency = printableLine(form.agency.name);
  return slipDocument(form, [
    addressee(form.dossier),
    receivedParagraph(form),
    paragraph(`Thời gian hẹn trả kết quả giải quyết hồ sơ: ${spokenInstant(form.originalDueAt)}.`),
    paragraph(`Tuy nhiên, ${agency} không thể trả kết quả giải quyết hồ sơ đúng thời gian đã hẹn.`),
    statement('Lý do', form.reason),
    paragraph(`${agency} xin lỗi Ông/Bà/Tổ chức về sự chậm trễ này và ${newTimeText(form)}.`),
    ...(form.provisional ? [provisionalNote('Thời gian nêu trên')] : []),
    paragraph('Rất mong nhận được sự thông cảm của Ông/Bà/Tổ chức./.'),
    signatures({
      role: form.signatory.position,
      instruction: 'Ký tên, đóng dấu',
      name: form.signatory.name,
    }),
  ]);
}

/** Regime A sets a new appointment; regime B asks for an extension. */
function newTimeText({ issuedAt, newDueAt }: Apology): string {
  const until = spokenInstant(newDueAt);
  return formRegimeOf(issuedAt) === 'A'
    ? `hẹn lại thời gian trả kết quả: ${until}`
    : `đề nghị gia hạn thời gian giải quyết hồ sơ đến: ${until}`;
}
