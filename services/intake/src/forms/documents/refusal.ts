import { dossierFacts } from './parts/dossier-facts.js';
import { paragraph, statement } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { Slip } from './slip.js';

/** Phiếu từ chối tiếp nhận giải quyết hồ sơ: why a dossier is not taken in, and where to go instead. */
export interface Refusal extends Slip {
  readonly kind: 'refusal';
  readonly reason: string;
  /** What the applicant can do; `null` when there is nothing to say. */
  readonly guidance: string | null;
  readonly officerName: string;
}

export function refusalDocument(form: Refusal): PrintedDocument {
  const agency = printableLine(form.agency.name);
  return slipDocument(form, [
    ...dossierFacts(form.dossier),
    paragraph(`Qua xem xét, ${agency} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau.`),
    statement('Lý do', form.reason),
    ...(form.guidance === null ? [] : [statement('Hướng dẫn', form.guidance)]),
    paragraph('Thông báo để Ông/Bà/Tổ chức được biết và thực hiện./.'),
    signatures(
      { role: 'Người nộp hồ sơ', instruction: 'Ký và ghi rõ họ tên', name: null },
      { role: 'Người tiếp nhận hồ sơ', instruction: 'Ký và ghi rõ họ tên', name: form.officerName },
    ),
  ]);
}
