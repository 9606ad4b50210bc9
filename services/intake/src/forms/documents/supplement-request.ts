import { spokenInstant } from '../../texts/index.js';
import { dossierFacts } from './parts/dossier-facts.js';
import { numbered, paragraph, statement } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { IssuingAgency, Slip } from './slip.js';

/** Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: asks once for everything that is missing. */
export interface SupplementRequest extends Slip {
  readonly kind: 'supplement-request';
  readonly missing: readonly string[];
  readonly reason: string;
  /** `null`: no time limit was set. */
  readonly respondBy: Date | null;
  readonly officerName: string;
}

export function supplementRequestDocument(form: SupplementRequest): PrintedDocument {
  return slipDocument(form, [
    ...dossierFacts(form.dossier),
    { text: 'Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:', margin: [0, 0, 0, 4] },
    numbered(form.missing, 'Không có giấy tờ phải nộp thêm; thực hiện theo lý do dưới đây.'),
    statement('Lý do', form.reason),
    paragraph(respondByText(form.respondBy)),
    paragraph(contactText(form.agency)),
    signatures({ role: 'Người hướng dẫn', instruction: 'Ký và ghi rõ họ tên', name: form.officerName }),
  ]);
}

function respondByText(respondBy: Date | null): string {
  return respondBy === null
    ? 'Thời hạn bổ sung, hoàn thiện hồ sơ: không ấn định.'
    : `Thời hạn bổ sung, hoàn thiện hồ sơ: chậm nhất ${spokenInstant(respondBy)}.`;
}

function contactText({ name, phone }: IssuingAgency): string {
  const number = phone === null ? '' : `, số điện thoại ${printableLine(phone)},`;
  return `Nếu có vướng mắc, Ông/Bà/Tổ chức liên hệ ${printableLine(name)}${number} để được hướng dẫn./.`;
}
