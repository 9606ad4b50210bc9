import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const resolve = createRequire(import.meta.url).resolve;
const face = (name: string): string => resolve(`@expo-google-fonts/tinos/${name}/Tinos_${name}.ttf`);

/** Tinos has the metrics of Times New Roman, which Decree 30/2020/NĐ-CP prescribes, and all Vietnamese letters. */
const TINOS = {
  normal: face('400Regular'),
  bold: face('700Bold'),
  italics: face('400Regular_Italic'),
  bolditalics: face('700Bold_Italic'),
};
const FONT_FILES: ReadonlySet<string> = new Set(Object.values(TINOS));

pdfmake.setFonts({ Tinos: TINOS });
// A form is text only: whatever it says, no file but the fonts is read and no address is called.
pdfmake.setLocalAccessPolicy((path) => FONT_FILES.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/** What is laid out and how it calls itself. */
export interface PrintedDocument {
  readonly layout: Omit<TDocumentDefinitions, 'info' | 'defaultStyle'>;
  readonly title: string;
  /** Stands as the time of creation, so that the same form gives the same bytes. */
  readonly issuedAt: Date;
}

/** Body size of office documents (Decree 30/2020/NĐ-CP, annex I: 13 to 14), in points. */
const BODY_SIZE = 13;

/** Lays out and writes a document. The layout takes the thread for its whole time; the same input gives the same bytes. */
export function renderPdf(document: PrintedDocument): Promise<Buffer> {
  const { layout, title, issuedAt } = document;
  return pdfmake
    .createPdf({
      ...layout,
      pageSize: 'A4',
      language: 'vi-VN',
      displayTitle: true,
      info: { title, creator: 'motcua', producer: 'motcua', creationDate: issuedAt },
      defaultStyle: { font: 'Tinos', fontSize: BODY_SIZE, lineHeight: 1.1 },
    })
    .getBuffer();
}
