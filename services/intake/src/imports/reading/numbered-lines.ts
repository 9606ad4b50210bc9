import type { ImportFault } from '../domain/imported-life-faults.js';
import { encodingOf } from './damaged-name.js';
import { wholeRow, Wrong } from './row-fault.js';
import { utf8Chunks } from './utf8-chunks.js';

/** A line of a file; the first one is line 1. */
export interface NumberedLine {
  readonly number: number;
  /** Null: it cannot be read, and `fault` says why. */
  readonly text: string | null;
  readonly fault: ImportFault | null;
}

/** Longer than this is no row of a dossier; it also bounds the memory that a line takes. */
export const LONGEST_LINE_BYTES = 64 * 1024;
const LINE_END = 0x0a;
const RETURN = 0x0d;

const TOO_LONG = wholeRow(
  new Wrong(
    `The line has more than ${LONGEST_LINE_BYTES} bytes.`,
    'Write one dossier a line; look for a line end that is missing.',
  ),
);
/**
 * Lines of text in UTF-8 or UTF-16 as they arrive, holding no more than one line and one chunk. Ends are LF or CRLF; a byte order mark
 * at the beginning is left out. A line that is too long or in another encoding is a fault of its own, and the next one is
 * read.
 */
export async function* numberedLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 1;
  let begun: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    // What is too long is only counted.
    if (length <= LONGEST_LINE_BYTES) begun.push(part);
    else begun = [];
  };
  const finish = (): NumberedLine => {
    const line = lineOf(number, length > LONGEST_LINE_BYTES ? null : Buffer.concat(begun), decoder);
    number += 1;
    begun = [];
    length = 0;
    return line;
  };
  for await (const chunk of utf8Chunks(chunks)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, from)) {
      take(bytes.subarray(from, end));
      yield finish();
      from = end + 1;
    }
    if (from < bytes.length) take(Buffer.from(bytes.subarray(from)));
  }
  if (length > 0) yield finish();
}

function lineOf(number: number, bytes: Buffer | null, decoder: TextDecoder): NumberedLine {
  if (bytes === null) return { number, text: null, fault: TOO_LONG };
  try {
    const text = decoder.decode(bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes);
    return { number, text, fault: null };
  } catch {
    return { number, text: null, fault: notUtf8(bytes) };
  }
}

function notUtf8(bytes: Buffer): ImportFault {
  const encoding = encodingOf(new TextDecoder('windows-1252').decode(bytes));
  const likely = encoding === null ? '' : ` but likely in ${encoding}`;
  return wholeRow(new Wrong(`The line is not encoded in UTF-8${likely}.`, 'Export the file as UTF-8.'));
}
