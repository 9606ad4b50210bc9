import { describe, expect, it } from '@jest/globals';
import { dossierState } from '@motcua/testing';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { csvOf } from '../export/csv-export.js';
import { exportColumns, type ExportRow } from '../export/export-columns.js';

const OFFICER = exportColumns.findIndex(({ head }) => head === 'Cán bộ thụ lý');
const PROCEDURE = exportColumns.findIndex(({ head }) => head === 'Tên thủ tục');

const rowOf = (caseOfficer: string, procedureName = caseOfficer): ExportRow => ({
  state: dossierState({ caseOfficer }),
  procedureName,
  receivingAgencyName: 'Phường 1',
  settlingAgencyName: null,
});

async function* pageOf(rows: readonly ExportRow[]): AsyncGenerator<readonly ExportRow[]> {
  yield rows;
}

const written = (texts: readonly string[]): Promise<string> => textOf(csvOf(pageOf(texts.map((each) => rowOf(each)))));

type Reader = (csv: string) => readonly (readonly string[])[];

/** Two readers by other hands; Python 3 is on every Debian. */
const readers: Readonly<Record<string, Reader>> = {
  'csv-parse': (csv) => parse(csv, { bom: true }) as string[][],
  "Python's csv": (csv) => {
    const program = [
      'import csv, io, json, sys',
      'text = sys.stdin.buffer.read().decode("utf-8-sig")',
      'json.dump(list(csv.reader(io.StringIO(text, newline=""), strict=True)), sys.stdout)',
    ].join('\n');
    const { status, stdout, stderr } = spawnSync('python3', ['-c', program], { input: csv, maxBuffer: 2 ** 26 });
    if (status !== 0) throw new Error(String(stderr));
    return JSON.parse(String(stdout)) as string[][];
  },
};

/** What a spreadsheet takes for a formula stands behind an apostrophe. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

describe.each(Object.entries(readers))('An export, read by %s,', (_, read) => {
  it.each(['y\n=2+2', 'y\r=2+2', 'y\r\n=2+2', '\n', '"', 'a"b', ',', ' x ', '=1+1', '\t=1', "'=1"])(
    'holds %j in its own cell',
    async (text) => {
      const [head, ...lines] = read(await written([text, 'last']));
      expect(head).toEqual(exportColumns.map((column) => column.head));
      expect(lines.map((line) => [line.length, line[OFFICER], line[PROCEDURE]])).toEqual([
        [exportColumns.length, neutral(text), neutral(text)],
        [exportColumns.length, 'last', 'last'],
      ]);
    },
  );

  it('holds whatever text there is', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom('\r', '\n', '"', ',', ';', '=', '\t', ' ', 'ễ', '𠮷', '\u2028', '\u0085', 'a'),
    });
    const texts = fc.sample(hostile, { numRuns: 400, seed: 7 });
    const [, ...lines] = read(await written(texts));
    expect(lines.map((line) => line[OFFICER])).toEqual(texts.map(neutral));
  });
});

it('No line of an export begins within a text', async () => {
  const csv = await written(['y\n=2+2', 'y\r=2+2']);
  for (const line of csv.split('\r\n')) expect(line).not.toMatch(/^=/);
  for (const text of ['y\n=2+2', 'y\r=2+2']) expect(csv).toContain(`"${text}"`);
});
