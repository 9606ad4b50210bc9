import type { Content } from 'pdfmake/interfaces.js';
import { printableLine, printableLines } from './printable.js';

/** Indent of a paragraph's first line in points, 1 cm (Decree 30/2020/NĐ-CP, annex I: 1 cm or 1,27 cm). */
const FIRST_LINE_INDENT = 28.35;

/** A line `label: value`; nothing at all when there is no value. */
export function fact(label: string, value: string | null, emphasis: { readonly bold?: boolean } = {}): Content[] {
  if (value === null) return [];
  return [{ text: [`${label}: `, { text: printableLine(value), ...emphasis }], margin: [0, 0, 0, 4] }];
}

/** Running text of ours, with what it quotes already printable. */
export function paragraph(text: string): Content {
  return { text, alignment: 'justify', leadingIndent: indentOf(text), margin: [0, 0, 0, 5] };
}

/** Free text of an officer under its label, in the lines in which it was written. */
export function statement(label: string, text: string): Content {
  return {
    text: [`${label}: `, printableLines(text)],
    alignment: 'justify',
    leadingIndent: indentOf(text),
    margin: [0, 0, 0, 5],
  };
}

/** A numbered list; one line that says so when it is empty. */
export function numbered(items: readonly string[], whenEmpty: string): Content {
  if (items.length === 0) return { text: whenEmpty, italics: true, margin: [FIRST_LINE_INDENT, 0, 0, 4] };
  return { ol: items.map(printableLine), margin: [12, 0, 0, 4] };
}

/** A word longer than a line is broken by pdfmake, and each part of it indented past the margin: then no indent. */
function indentOf(text: string): number {
  return /\S{36}/.test(text) ? 0 : FIRST_LINE_INDENT;
}
