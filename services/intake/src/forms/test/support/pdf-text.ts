import { getDocumentProxy } from 'unpdf';

/** A piece of text where it stands, in points from the left edge of its page. */
export interface PlacedText {
  readonly text: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly pageWidth: number;
}

/** Every piece of text of a PDF in reading order. */
export async function placedTexts(pdf: Buffer): Promise<readonly PlacedText[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const placed: PlacedText[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const pageWidth = page.getViewport({ scale: 1 }).width;
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue;
      const left = Number(item.transform[4]);
      placed.push({ text: item.str, page: number, left, right: left + item.width, pageWidth });
    }
  }
  await document.loadingTask.destroy();
  return placed;
}

/** The text of each page: NFC, words parted by single spaces. */
export async function pdfPages(pdf: Buffer): Promise<readonly string[]> {
  const pages: string[][] = [];
  for (const { text, page } of await placedTexts(pdf)) (pages[page - 1] ??= []).push(text);
  return Array.from(pages, (texts = []) => texts.join(' ').normalize('NFC').replace(/\s+/g, ' ').trim());
}

export async function pdfText(pdf: Buffer): Promise<string> {
  return (await pdfPages(pdf)).join(' ');
}

/** Title and time of creation, as a PDF gives them to its reader. */
export async function pdfProperties(pdf: Buffer): Promise<{ readonly title: unknown; readonly createdAt: unknown }> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { info } = await document.getMetadata();
  await document.loadingTask.destroy();
  const { Title: title, CreationDate: createdAt } = info as Readonly<Record<string, unknown>>;
  return { title, createdAt };
}
