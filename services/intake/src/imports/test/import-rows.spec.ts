import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { fileRows, type FileRow, type LineFormat } from '../reading/file-rows.js';
import { fingerprintOf } from '../reading/fingerprint.js';
import { ImportProgress } from '../reading/import-progress.js';
import { importFields, readImportRow } from '../reading/import-row.js';
import { parseNationalCode } from '../reading/national-code.js';
import { LONGEST_LINE_BYTES, numberedLines } from '../reading/numbered-lines.js';
import { faultText } from '../reading/row-fault.js';
import {
  isWhole,
  noTotals,
  reportLine,
  rowsOf,
  totalsText,
  withCounted,
  type RowOutcome,
} from '../reading/row-outcome.js';
import { chunksOf, csv, givenRow, importRow, ndjson, on } from './support/import-rows.js';

async function read(content: string | Buffer, format: LineFormat, size?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of fileRows(numberedLines(chunksOf(content, size)), format)) rows.push(row);
  return rows;
}

const faultTexts = ({ faults }: Pick<FileRow, 'faults'>): string[] => faults.map(faultText);
const SAMPLE = new URL('fixtures/import-sample.csv', import.meta.url);

describe('a field of an imported row', () => {
  it.each([
    ['externalCode', '', /^externalCode: It is missing\. Write it\.$/],
    ['externalCode', 'Nguyễn Văn A', /^externalCode: This is no code\. Write the code/],
    ['procedureCode', '1.48', /^procedureCode "1\.48": This is no procedure code\./],
    ['receivingAgency', 'X', /^receivingAgency "X": This is no agency code\./],
    ['settlingAgency', 'H6', /^settlingAgency "H6": This is no agency code\./],
    ['channel', 'MAIL', /^channel "MAIL": The word is not known\. Write IN_PERSON or ONLINE or POSTAL\.$/],
    ['partyKind', 'PERSON', /^partyKind "PERSON": The word is not known\. Write CITIZEN or ENTERPRISE or HOUSEHOLD\.$/],
    ['applicantName', undefined, /^applicantName: It is missing\./],
    ['applicantName', 'N'.repeat(201), /^applicantName: It has 201 characters\. Shorten it to at most 200\.$/],
    ['applicantName', 'A\tB', /^applicantName: It has a control character in it \(U\+0009, character 2\)\./],
    ['applicantPhone', 901234567, /^applicantPhone: This is no text\. Write it in "quotation marks"\.$/],
    ['applicantIdNumber', '1'.repeat(51), /^applicantIdNumber: It has 51 digits\./],
    ['eIdVerified', 'TRUE', /^eIdVerified "TRUE": The word is not known\. Write YES or NO\.$/],
    ['electronicResult', 'x', /^electronicResult "x": The word is not known\. Write YES or NO\.$/],
    [
      'components',
      'TP1 ORIGINAL; TP2 PHOTO',
      /^components: Element 2 of the list cannot be read\. Write components like/,
    ],
    ['components', 'TP1 ORIGINAL SHINY', /^components: Element 1 of the list cannot be read\./],
    ['components', 7, /^components: The list cannot be read\./],
    ['submittedAt', '2024-01-29', /^submittedAt "2024-01-29": This is no instant with an offset\. Write date/],
    ['submittedAt', '2024-01-29T08:00:00', /^submittedAt "2024-01-29T08:00:00": This is no instant with an offset\./],
    ['acceptedAt', '2024-02-30T08:00:00+07:00', /^acceptedAt "2024-02-30T08:00:00\+07:00": This is no instant/],
    ['acceptedAt', '1024-01-29T08:00:00Z', /^acceptedAt "1024-01-29T08:00:00Z": The instant is too far away\./],
    ['supplements', '2024-01-30', /^supplements "2024-01-30": Element 1 of the list cannot be read\. Write "requested/],
    ['supplements', [{ requestedAt: on('01-30 09:00') }, {}], /^supplements: Element 2 of the list cannot be read\./],
    ['supplements', 'a/b/c/d', /^supplements "a\/b\/c\/d": Element 1 of the list cannot be read\./],
    [
      'suspensions',
      `REST ${on('01-30 09:00')}/`,
      /^suspensions: Element 1 of the list cannot be read\. Write "PAYMENT/,
    ],
    ['suspensions', 'PAYMENT', /^suspensions "PAYMENT": Element 1 of the list cannot be read\./],
    ['result', 'GRANTED', /^result "GRANTED": The word is not known\. Write POSITIVE or NEGATIVE\.$/],
    ['colour', 'red', /^colour: There is no field of this name\. Fields: externalCode, dossierCode/],
  ])('%s = %j is reported with its remedy', (field, value, text) => {
    const { row, faults } = readImportRow(givenRow({ [field]: value }));
    expect(row).toBeNull();
    expect(faultTexts({ faults: faults ?? [] })).toEqual([expect.stringMatching(text)]);
  });

  it('is reported beside all others that are wrong in the same row', () => {
    const { faults } = readImportRow(givenRow({ channel: 'X', submittedAt: null, result: 'Y' }));
    expect(faults?.map(({ field }) => field)).toEqual(['channel', 'submittedAt', 'result']);
  });

  it.each(['Nguyễn Thị Canary', 'canary person', '0901234567', '077090001234', 'a@canary.vn'])(
    'never repeats %j, whichever column it was shifted into',
    (personal) => {
      for (const field of importFields) {
        const { faults } = readImportRow(givenRow({ [field]: personal }));
        expect(faultTexts({ faults: faults ?? [] }).join()).not.toContain(personal);
      }
    },
  );
});

describe('rows of a file', () => {
  const given = [givenRow(), givenRow({ externalCode: 'MC-2', applicantName: 'Công ty "Mẫu", chi nhánh' })];

  it.each([
    ['csv', csv(given)],
    ['ndjson', ndjson(given)],
    ['csv', `\uFEFF${csv(given).replaceAll('\n', '\r\n')}`],
    ['ndjson', `\uFEFF${ndjson(given).replaceAll('\n', '\r\n\r\n')}`],
    ['ndjson', ndjson(given).trimEnd()],
  ] as const)(
    'are read from %s, with or without byte order mark, CRLF and a last line end',
    async (format, content) => {
      for (const size of [1, 7, 100_000]) {
        const rows = await read(content, format, size);
        expect(rows.map(({ row }) => row)).toEqual(given.map((each) => importRow(each)));
      }
    },
  );

  it('say the same in both formats, so that they are the same row', async () => {
    const lists = {
      components: [{ code: 'TP1', copyKind: 'ORIGINAL', digitised: true, reused: false }],
      supplements: [{ requestedAt: on('01-30 09:00'), receivedAt: on('01-30 10:00'), respondBy: null }],
      suspensions: [{ cause: 'PAYMENT', from: '2024-01-31T02:00:00Z', to: null }],
      eIdVerified: true,
    };
    const cells = {
      components: 'TP1 ORIGINAL DIGITISED',
      supplements: `${on('01-30 09:00')}/${on('01-30 10:00')}`,
      suspensions: `PAYMENT ${on('01-31 09:00')}/`,
      eIdVerified: 'YES',
    };
    const [fromJson] = await read(ndjson([givenRow(lists)]), 'ndjson');
    const [fromCsv] = await read(csv([givenRow(cells)]), 'csv');
    expect(fromCsv!.row).toEqual(fromJson!.row);
    expect(fingerprintOf(fromCsv!.row!)).toBe(fingerprintOf(fromJson!.row!));
    expect(fingerprintOf(importRow({ applicantName: 'Khác' }))).not.toBe(fingerprintOf(importRow()));
  });

  it('are reported by line when one cannot be read, and the next one is read', async () => {
    const good = JSON.stringify(givenRow());
    const long = JSON.stringify(givenRow({ applicantName: 'n'.repeat(LONGEST_LINE_BYTES) }));
    const latin = Buffer.from(good.replace('Nguyễn', 'Nguy\u00ean'), 'latin1');
    const content = Buffer.concat([Buffer.from(`${long}\n[1]\n{"a": Canary}\n`), latin, Buffer.from(`\n${good}\n`)]);
    const rows = await read(content, 'ndjson', 1_000);
    expect(rows.map((row) => [row.line, ...faultTexts(row)])).toEqual([
      [1, expect.stringMatching(/^The line has more than 65536 bytes\. /)],
      [2, 'The line is no JSON object. Write {"externalCode": ...}.'],
      [3, 'The line is no JSON. Write one whole object a line, with double quotation marks.'],
      [4, 'The line is not encoded in UTF-8. Export the file as UTF-8.'],
      [5],
    ]);
  });

  it('of CSV with open quotation marks or too many cells cost only their own line', async () => {
    const [header, line] = csv([givenRow()]).split('\n');
    const rows = await read(`${header}\n"a,b\n${line},x\n${line}\n`, 'csv');
    expect(rows.map((row) => [row.line, ...faultTexts(row)])).toEqual([
      [2, expect.stringMatching(/^The line is no CSV\. /)],
      [
        3,
        `The line has ${importFields.length + 1} cells instead of ${importFields.length}. Put cells that contain a comma in "quotation marks".`,
      ],
      [4],
    ]);
  });

  it('keep their external code in the report when another field is wrong', async () => {
    const rows = await read(ndjson([givenRow({ externalCode: ' MC-9 ', channel: 'X' })]), 'ndjson');
    expect(rows).toMatchObject([{ line: 1, externalCode: 'MC-9', row: null }]);
  });

  it.each([
    ['', /externalCode is missing|^$/],
    ['a;b\n', /externalCode is missing; procedureCode is missing/],
    [`${importFields.join(',')},Canary\n`, /1 of the 25 names are no columns of ours/],
    [`${importFields.join(',')},channel\n`, /channel is there twice/],
  ])('are not read under the header %j', async (content, text) => {
    const reading = read(content, 'csv');
    if (content === '') expect(await reading).toEqual([]);
    else
      await expect(reading).rejects.toMatchObject({
        code: 'import-header-unreadable',
        message: expect.stringMatching(text),
      });
  });

  it('of the sample in the documents are all sound', async () => {
    const rows = await read(await readFile(SAMPLE), 'csv');
    expect(rows.flatMap(faultTexts)).toEqual([]);
    expect(rows).toHaveLength(20);
  });
});

describe('the national form of a dossier code', () => {
  it.each([
    ['000.00.17.H06-240127-0001', { agency: '000.00.17.H06', day: '2024-01-27', number: 1 }],
    ['H06.17-240229-12345', { agency: 'H06.17', day: '2024-02-29', number: 12_345 }],
    ['H06-240127-0001', { agency: 'H06', day: '2024-01-27', number: 1 }],
  ])('is seen in %s', (code, parts) => expect(parseNationalCode(code)).toEqual(parts));

  it.each([
    'VT/2024/18',
    '000.00.17.H06-240230-0001',
    '000.00.17.H06-241301-0001',
    'H06-240127-001',
    'H06-240127-1234567890',
  ])('is not seen in %s', (code) => expect(parseNationalCode(code)).toBeNull());
});

describe('the report', () => {
  const outcome = (overrides: Partial<RowOutcome> = {}): RowOutcome => ({
    line: 2,
    externalCode: 'MC-1',
    outcome: 'IMPORTED',
    dossierCode: '000.02.31.H06-240129-0001',
    faults: [],
    warnings: [],
    ...overrides,
  });

  it('has a line of CSV for every row', () => {
    expect(reportLine(outcome())).toBe('2,MC-1,IMPORTED,000.02.31.H06-240129-0001,,\n');
    const fault = { field: 'channel', value: 'X', problem: 'Not known.', remedy: 'Write A, B.' };
    expect(
      reportLine(outcome({ outcome: 'FAULTY', dossierCode: null, externalCode: null, faults: [fault, fault] })),
    ).toBe('2,,FAULTY,,"channel ""X"": Not known. Write A, B. | channel ""X"": Not known. Write A, B.",\n');
    expect(reportLine(outcome({ warnings: [fault] }))).toBe(
      '2,MC-1,IMPORTED,000.02.31.H06-240129-0001,,"channel ""X"": Not known. Write A, B."\n',
    );
  });

  it('counts, and knows whether all are in', () => {
    const whole = withCounted(noTotals, [outcome(), outcome({ outcome: 'ALREADY_THERE' })]);
    expect([whole.IMPORTED, whole.ALREADY_THERE, isWhole(whole)]).toEqual([1, 1, true]);
    const fault = { field: null, value: null, problem: '', remedy: '' };
    const doubtful = withCounted(whole, [outcome({ warnings: [fault, fault] })]);
    const text = '2 imported, 1 there already, 0 differ, 0 faulty, 1 with a warning';
    expect([totalsText(doubtful), isWhole(doubtful), rowsOf(doubtful)]).toEqual([text, true, 3]);
    expect(isWhole(withCounted(whole, [outcome({ outcome: 'FAULTY' })]))).toBe(false);
    expect(isWhole(withCounted(whole, [outcome({ outcome: 'DIFFERS' })]))).toBe(false);
  });

  it('is accompanied by progress: one moving line on a terminal, a line every ten seconds elsewhere', () => {
    let now = 0;
    const written: string[] = [];
    const onto = (isTTY: boolean): ImportProgress =>
      new ImportProgress({ stream: { isTTY, write: (text) => written.push(text) }, size: 1_000, now: () => now });
    const [terminal, file] = [onto(true), onto(false)];
    const totals = { ...noTotals, IMPORTED: 500 };
    now = 1_000;
    terminal.report(totals, 250);
    file.report(totals, 250);
    expect(written).toEqual([
      '\r\u001b[2K500 rows (25 %): 500 imported, 0 there already, 0 differ, 0 faulty, 500 rows/s',
    ]);
    now = 10_000;
    file.report(totals, 250);
    expect(written[1]).toBe('500 rows (25 %): 500 imported, 0 there already, 0 differ, 0 faulty, 50 rows/s\n');
  });
});
