import type { Column, Content } from 'pdfmake/interfaces.js';
import { keptWhole } from './kept-whole.js';
import { printableLine } from './printable.js';

/** A place to sign. */
export interface SignaturePlace {
  /** Printed in capitals: `Người nộp hồ sơ`. */
  readonly role: string;
  readonly instruction: string;
  readonly name: string | null;
}

/** Fixed, so that a long name wraps instead of running off the paper; the gap takes the rest. */
const WIDTH = '48%';

/** Places to sign beside each other, kept on one page; a single one stands at the right. */
export function signatures(...places: readonly SignaturePlace[]): Content {
  return signaturesBelow([], ...places);
}

/** As {@link signatures}, on one page with the end of what they sign. */
export function signaturesBelow(signed: readonly Content[], ...places: readonly SignaturePlace[]): Content {
  const columns = places.map(signaturePlace);
  const row: Content = {
    columns: columns.length === 1 ? [{ text: '', width: WIDTH }, ...columns] : columns,
    columnGap: 12,
    margin: [0, 10, 0, 0],
  };
  return keptWhole(
    [...signed, row],
    places.map(({ role, name }) => role + (name ?? '')),
  );
}

function signaturePlace({ role, instruction, name }: SignaturePlace): Column {
  return {
    width: WIDTH,
    stack: [
      { text: printableLine(role).toLocaleUpperCase('vi'), bold: true },
      { text: `(${instruction})`, italics: true },
      { text: name === null ? ' ' : printableLine(name), bold: true, margin: [0, 48, 0, 0] },
    ],
    alignment: 'center',
  };
}
