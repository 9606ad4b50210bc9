import { spokenInstant } from '../../texts/index.js';
import { addressee, receivedParagraph } from './parts/letter.js';
import { paragraph, statement } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { Signatory, Slip } from './slip.js';

/** Thông báo dừng giải quyết hồ sơ: a dossier taken in ends without a result. */
export interface Termination extends Slip {
  readonly kind: 'termination';
  readonly receivedAt: Date;
  readonly terminatedAt: Date;
  readonly reason: string;
  readonly signatory: Signatory;
}

export function terminationDocument(form: Termination): PrintedDocument {
  const agency = printableLine(form.agency.name);
  return slipDocument(form, [
    addressee(form.dossier),
    receivedParagraph(form),
    paragraph(`${agency} thông báo dừng giải quyết hồ sơ nêu trên kể từ ${spokenInstant(form.terminatedAt)}.`),
    statement('Lý do', form.reason),
    paragraph('Thông báo để Ông/Bà/Tổ chức được biết./.'),
    signatures({
      role: form.signatory.position,
      instruction: 'Ký tên, đóng dấu',
      name: form.signatory.name,
    }),
  ]);
}
