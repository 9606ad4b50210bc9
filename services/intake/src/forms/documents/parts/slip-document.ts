import type { Content, DynamicContent } from 'pdfmake/interfaces.js';
import { formHeading, type FormKind } from '../form-heading.js';
import type { Slip } from '../slip.js';
import { nationalHead } from './national-head.js';
import { millimetres, PAGE_MARGINS } from './page.js';
import { printableLine } from './printable.js';
import type { PrintedDocument } from './render-pdf.js';
import { titleBlock } from './title-block.js';

/** A form about one dossier: head, title with the QR code, its own body, and where to look the dossier up. */
export function slipDocument(slip: Slip & { readonly kind: FormKind }, body: readonly Content[]): PrintedDocument {
  const { kind, agency, dossier, issuedAt, lookUpLink } = slip;
  const heading = formHeading(kind, issuedAt);
  const reference = `Mã hồ sơ: ${dossier.dossierCode}`;
  return {
    title: `${heading.title} ${printableLine(dossier.dossierCode)}`,
    issuedAt,
    layout: {
      pageMargins: PAGE_MARGINS,
      header: pageNumberFromSecond,
      footer: () => lookUp(lookUpLink),
      content: [
        ...nationalHead({ heading, agency, issuedAt, reference }),
        titleBlock(heading.titleLines, lookUpLink),
        ...body,
      ],
    },
  };
}

/** Source: Decree 30/2020/NĐ-CP, annex I: in the middle of the upper margin, not on the first page. */
const pageNumberFromSecond: DynamicContent = (page) =>
  page === 1 ? null : { text: String(page), alignment: 'center', margin: [0, millimetres(10), 0, 0] };

function lookUp(link: string): Content {
  return {
    text: `Tra cứu tình trạng giải quyết hồ sơ bằng mã QR hoặc tại:\n${printableLine(link)}`,
    fontSize: 9,
    italics: true,
    margin: [millimetres(20), 8, millimetres(15), 0],
  };
}
