import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeWorkbook, { type Row } from 'write-excel-file/node';
import { tableRows, type FileRow } from '../reading/file-rows.js';
import { importFields } from '../reading/import-row.js';
import { faultText } from '../reading/row-fault.js';
import { workbookRecords } from '../reading/workbook-records.js';
import { givenRow, importRow, on, type GivenRow } from './support/import-rows.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function read(rows: readonly Row[]): Promise<readonly FileRow[]> {
  const path = join(folder, 'dossiers.xlsx');
  await writeFile(path, await writeWorkbook([...rows], {}).toBuffer());
  return all(tableRows(workbookRecords(path)));
}

async function all<Element>(elements: AsyncIterable<Element>): Promise<readonly Element[]> {
  const read: Element[] = [];
  for await (const element of elements) read.push(element);
  return read;
}

const header: Row = importFields.map((value) => ({ value }));
const cells = (row: GivenRow): Row => importFields.map((field) => (row[field] as Row[number]) ?? null);
const texts = ({ faults, warnings }: FileRow): readonly string[] => [...faults, ...warnings].map(faultText);

/** A date of a spreadsheet, which knows no time zones. */
const date = (text: string): Row[number] => ({
  value: new Date(`${text}Z`),
  type: Date,
  format: 'dd/mm/yyyy hh:mm',
});

describe('a workbook', () => {
  it('is read row by row as it is: texts, dates in local time, numbers, yes and no', async () => {
    const dates = {
      submittedAt: date('2024-01-29T08:00:00'),
      acceptedAt: date('2024-01-29T08:30:00'),
      eIdVerified: true,
      applicantIdNumber: 301234567001,
    };
    const rows = await read([
      header,
      cells(givenRow()),
      [],
      cells(givenRow({ ...dates, externalCode: 'MC-2', applicantName: 'Công ty "Mẫu", <A & B>' })),
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(rows[0]!.row).toEqual(importRow());
    expect(rows[1]!.row).toEqual(
      importRow({
        externalCode: 'MC-2',
        applicantName: 'Công ty "Mẫu", <A & B>',
        eIdVerified: 'YES',
        submittedAt: on('01-29 08:00'),
        applicantIdNumber: '301234567001',
      }),
    );
  });

  it('shows what a spreadsheet has made of numbers', async () => {
    const rows = await read([
      header,
      cells(givenRow({ applicantPhone: 901234567, applicantIdNumber: 79084001234 })),
      cells(givenRow({ applicantPhone: date('2034-01-09T00:00:00') })),
      cells(givenRow({ procedureCode: 1.00488 })),
    ]);
    expect(rows[0]!.row).toMatchObject({ applicantPhone: '0901234567', applicantIdNumber: '079084001234' });
    expect(rows.map(texts)).toEqual([
      [expect.stringMatching(/^applicantPhone: The 0 in front/), expect.stringMatching(/^applicantIdNumber: The 0 in/)],
      [expect.stringMatching(/^applicantPhone: A spreadsheet has made a date of it/)],
      [expect.stringMatching(/^procedureCode "1\.00488": This is no procedure code/)],
    ]);
  });

  it('may leave cells out; extra cells are faults', async () => {
    const columns = ['externalCode', 'procedureCode', 'receivingAgency', 'channel', 'partyKind', 'applicantName'];
    const names: Row = [...columns, 'submittedAt', 'applicantPhone'].map((value) => ({ value }));
    const row = [...columns, 'submittedAt'].map((field) => givenRow()[field] as string);
    const rows = await read([names, row, [...row, null, 'more']]);
    expect(rows[0]!.row).toMatchObject({ applicantPhone: null, applicantName: 'Nguyễn Thị Canary' });
    expect(texts(rows[1]!)).toEqual([expect.stringMatching(/^The line has 9 cells instead of 8\./)]);
  });

  it('is not read under a header of another table', async () => {
    await expect(read([[{ value: 'Họ tên' }]])).rejects.toMatchObject({ code: 'import-header-unreadable' });
  });

  it.each([
    ['an older workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a text', Buffer.from('externalCode,channel\n')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s: that is reported', async (_, content) => {
    const path = join(folder, 'other.xlsx');
    await writeFile(path, content);
    await expect(all(workbookRecords(path))).rejects.toMatchObject({
      code: 'import-workbook-unreadable',
      message: expect.stringContaining('save it as .xlsx without a password'),
    });
  });

  it('that is not there is reported as such', async () => {
    await expect(all(workbookRecords(join(folder, 'none.xlsx')))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
