import type { Margins } from 'pdfmake/interfaces.js';

/** Points of PDF (1/72 inch) in so many millimetres. */
export function millimetres(count: number): number {
  return (count * 72) / 25.4;
}

/**
 * Left, top, right, bottom: 20 mm, at the right 15 mm. On A4 they leave 496 points of width, 742 in landscape. The left
 * one is under the 30 to 35 mm of Decree 30/2020/NĐ-CP, annex I, which are for binding: slips are handed out.
 */
export const PAGE_MARGINS: Margins = [millimetres(20), millimetres(20), millimetres(15), millimetres(20)];
