import type { Content } from 'pdfmake/interfaces.js';
import type { FormDossier } from '../slip.js';
import { fact } from './paragraphs.js';

/** Whose dossier it is and what is asked for. */
export function dossierFacts(dossier: FormDossier): Content[] {
  return [
    ...fact('Hồ sơ của', dossier.applicantName, { bold: true }),
    ...fact('Địa chỉ', dossier.applicantAddress),
    ...fact('Số điện thoại', dossier.applicantPhone),
    ...fact('Nội dung yêu cầu giải quyết', dossier.procedureName),
    ...fact('Mã thủ tục hành chính', dossier.procedureCode),
  ];
}
