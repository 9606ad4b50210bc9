import type { Content } from 'pdfmake/interfaces.js';
import { spokenInstant } from '../../../texts/index.js';
import type { FormDossier, Slip } from '../slip.js';
import { paragraph } from './paragraphs.js';
import { printableLine } from './printable.js';

/** To whom a letter goes. */
export function addressee({ applicantName, applicantAddress }: FormDossier): Content {
  const address: Content[] =
    applicantAddress === null ? [] : [{ text: `Địa chỉ: ${printableLine(applicantAddress)}`, margin: [0, 2, 0, 0] }];
  return {
    stack: [{ text: ['Kính gửi: ', { text: printableLine(applicantName), bold: true }] }, ...address],
    alignment: 'center',
    margin: [0, 0, 0, 10],
  };
}

/** Which dossier a letter speaks of, and since when the agency has it. */
export function receivedParagraph({ agency, dossier, receivedAt }: Slip & { readonly receivedAt: Date }): Content {
  const [agencyName, procedure, procedureCode, dossierCode] = [
    agency.name,
    dossier.procedureName,
    dossier.procedureCode,
    dossier.dossierCode,
  ].map(printableLine);
  return paragraph(
    `Vào ${spokenInstant(receivedAt)}, ${agencyName} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục ` +
      `“${procedure}” (mã thủ tục ${procedureCode}) của Ông/Bà/Tổ chức; mã hồ sơ: ${dossierCode}.`,
  );
}
