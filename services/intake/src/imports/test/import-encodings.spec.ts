import { describe, expect, it } from '@jest/globals';
import { fileRows, type FileRow } from '../reading/file-rows.js';
import { importFields } from '../reading/import-row.js';
import { numberedLines } from '../reading/numbered-lines.js';
import { faultText } from '../reading/row-fault.js';
import { chunksOf, csv, givenRow, importRow } from './support/import-rows.js';

async function read(content: string | Buffer, format: 'csv', size?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of fileRows(numberedLines(chunksOf(content, size)), format)) rows.push(row);
  return rows;
}

const faultTexts = ({ faults }: Pick<FileRow, 'faults'>): string[] => faults.map(faultText);
const given = [givenRow(), givenRow({ externalCode: 'MC-2', applicantName: 'Công ty "Mẫu", chi nhánh' })];

describe('rows of CSV', () => {
  it.each([
    ['with a byte order mark', Buffer.from(`\uFEFF${csv(given)}`, 'utf16le')],
    ['without one', Buffer.from(csv(given), 'utf16le')],
    ['with the first byte first', Buffer.from(`\uFEFF${csv(given)}`, 'utf16le').swap16()],
  ])('are read from UTF-16 %s', async (_, content) => {
    for (const size of [1, 7, 100_000]) {
      const rows = await read(content, 'csv', size);
      expect(rows.map(({ row }) => row)).toEqual(given.map((each) => importRow(each)));
    }
  });

  it.each([
    ['CP1258', Buffer.from('Nguy\u00ea\u00den', 'latin1')],
    ['TCVN3', Buffer.from('Nguy\u00d4n', 'latin1')],
    ['VNI', Buffer.from('Nguye\u00e3n', 'latin1')],
  ])('are reported as %s', async (encoding, name) => {
    const [before, after] = csv([givenRow({ applicantName: '|' })]).split('|');
    const rows = await read(Buffer.concat([Buffer.from(before!), name, Buffer.from(after!)]), 'csv');
    expect(rows.flatMap(faultTexts)).toEqual([
      expect.stringMatching(new RegExp(`^The line is not encoded in UTF-8 but likely in ${encoding} .*\\. Export`)),
    ]);
  });

  it.each([
    ['semicolons', ';', ''],
    ['tabs', '\t', ''],
    ['semicolons behind a line that says so', ';', 'sep=;\r\n'],
  ])('are read with %s between cells', async (_, separator, first) => {
    const lists = givenRow({ components: 'TP1 COPY; TP2 COPY', applicantName: 'Công ty A, B' });
    const cells = (names: readonly unknown[]): string => names.map((name) => `"${String(name ?? '')}"`).join(separator);
    const content = `${first}${importFields.join(separator)}\n${cells(importFields.map((field) => lists[field]))}\n`;
    const rows = await read(content, 'csv');
    expect(rows.map(({ row }) => row)).toEqual([importRow(lists)]);
    expect(faultTexts((await read(`${content}a${separator}b\n`, 'csv'))[1]!)).toEqual([
      expect.stringMatching(/^The line has 2 cells instead of 24\. Put cells that contain a (?:semicolon|tab) in/),
    ]);
  });
});
