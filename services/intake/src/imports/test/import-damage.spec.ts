import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { encodingOf } from '../reading/damaged-name.js';
import { fileRows, type FileRow } from '../reading/file-rows.js';
import { readImportRow } from '../reading/import-row.js';
import { numberedLines } from '../reading/numbered-lines.js';
import { faultText } from '../reading/row-fault.js';
import { isSyllable } from '../reading/syllable.js';
import { chunksOf, givenRow } from './support/import-rows.js';

const DESTROYED = new URL('fixtures/import-destroyed-by-spreadsheets.csv', import.meta.url);

const texts = ({ faults, warnings }: Pick<FileRow, 'faults' | 'warnings'>): readonly string[] => [
  ...faults.map((fault) => `FAULTY ${faultText(fault)}`),
  ...warnings.map((fault) => `WARNING ${faultText(fault)}`),
];
const judged = (field: string, value: unknown, more: object = {}): readonly string[] => {
  const { faults, warnings } = readImportRow(givenRow({ [field]: value, ...more }));
  return texts({ faults: faults ?? [], warnings });
};

describe('rows that spreadsheets and old fonts destroyed', () => {
  it('are reported each with what happened, beside the one that is sound', async () => {
    const rows: FileRow[] = [];
    const lines = numberedLines(chunksOf(await readFile(DESTROYED)));
    for await (const row of fileRows(lines, 'csv')) rows.push(row);
    expect(rows.map((row) => [row.externalCode, ...texts(row).map((text) => text.split('. ')[0])])).toEqual([
      ['GIVEN-01', 'WARNING applicantName: A question mark stands in a word: a letter was likely lost'],
      ['GIVEN-02', 'WARNING applicantName: It was likely written in TCVN3 (fonts like .VnTime)'],
      ['GIVEN-03', 'FAULTY applicantName: It has the mark of a lost character in it (U+FFFD, character 5)'],
      ['GIVEN-04', 'FAULTY applicantName: It is a formula of a spreadsheet'],
      ['GIVEN-05', 'FAULTY applicantName: It has no letter in it'],
      ['GIVEN-06', 'FAULTY applicantName: It is an error of a spreadsheet'],
      ['GIVEN-07', 'WARNING applicantPhone: The 0 in front was likely lost in a spreadsheet; it is taken in with it'],
      [
        'GIVEN-08',
        'FAULTY applicantPhone: It is in the scientific notation of a spreadsheet: its last digits are lost',
      ],
      ['GIVEN-09', 'FAULTY applicantPhone: A spreadsheet or a program has made an amount of it, with decimals'],
      ['GIVEN-10', 'FAULTY applicantPhone: It has no digit in it'],
      [
        'GIVEN-11',
        'FAULTY applicantIdNumber: It is in the scientific notation of a spreadsheet: its last digits are lost',
      ],
      ['GIVEN-12'],
    ]);
  });
});

const latin1 = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes);

describe('a name', () => {
  it.each([
    ['NguyÔn V¨n MÉu', 'TCVN3'],
    ['TrÇn ThÞ Hµ', 'TCVN3'],
    ['§Æng Quèc Tr­êng', 'TCVN3'],
    ['Ng« BÝch', 'TCVN3'],
    ['Nguyeãn Vaên Maãu', 'VNI'],
    ['TRAÀN THÒ HAÏNH', 'VNI'],
    ['Ñaëng Quoác Tröôøng', 'VNI'],
    [latin1(Buffer.from('Nguyễn Văn Mẫu')), 'UTF-8'],
    [latin1(Buffer.from('Trần Thị Hà')), 'UTF-8'],
    [new TextDecoder('windows-1258').decode(Buffer.from('Đặng Thị Hà')), 'UTF-8'],
    ['NguyêÞn Thiò', 'CP1258'],
  ])('%j was likely written in %s', (name, encoding) => {
    expect(judged('applicantName', name)).toEqual([
      expect.stringMatching(new RegExp(`^(?:WARNING|FAULTY) applicantName: It was (?:likely )?written in ${encoding}`)),
    ]);
  });

  it.each([
    'Nguyễn Văn Mẫu',
    'NGUYỄN THỊ ÁNH TUYẾT',
    'Đặng Quốc Trường',
    'Hoàng Thuý Quỳnh',
    'Hoà Khoẻ Thuở Quý Giếng Yến',
    "H'Hen Niê",
    'Y Thông Niê Kđăm',
    'Đinh Đoọng Zơrâm Bnướch',
    'Thạch Sóc Kha',
    'José André Müller Söderström Peña',
    'Zoë Noël Renée Hélène François Chloé',
    'Công ty TNHH MTV Café Résidence 19/5',
    'Doanh nghiệp 100m² “Gạo ST25” – chi nhánh Bà Rịa…',
    '阮文某',
    'Ông Ơn, bà Ý và Út',
    'Nguyễn Văn A (tức Bảy Ú)',
  ])('%j is a name of today', (name) => expect(judged('applicantName', name)).toEqual([]));

  it.each([
    ['Nguy?n V?n M?u', /^WARNING applicantName: A question mark stands in a word/],
    ['Tr?n', /^WARNING/],
    ['###', /^FAULTY applicantName: The column was too narrow/],
    ['=A1', /^FAULTY applicantName: It is a formula/],
    ['#NAME?', /^FAULTY applicantName: It is an error of a spreadsheet/],
    ['null', /^FAULTY applicantName: It says that there is no name/],
    ['Nguy\u200Bễn', /^FAULTY applicantName: It has an invisible character/],
    ['...', /^FAULTY applicantName: It has no letter/],
  ])('%j is none, or likely none', (name, text) =>
    expect(judged('applicantName', name)).toEqual([expect.stringMatching(text)]),
  );

  it('is judged by the syllables of Vietnamese', () => {
    const words = 'nghiêng quyển khuya rượu thuở uyên oăn ngoéo giặc quốc yêu ươm xoong hoạch nguệch';
    for (const word of words.split(' ')) expect([word, isSyllable(word)]).toEqual([word, true]);
    for (const word of 'nguyôn méu vaên müller josé strom aaa'.split(' '))
      expect([word, isSyllable(word)]).toEqual([word, false]);
    expect(encodingOf('Nguyễn Văn Mẫu')).toBeNull();
  });
});

describe('a number', () => {
  it.each([
    ['applicantPhone', '0901 234 567', []],
    ['applicantPhone', '+84 90 123 4567', []],
    ['applicantPhone', '2543856789', [/^WARNING applicantPhone: The 0 in front was likely lost/]],
    [
      'applicantPhone',
      '0901234567/0912345678',
      [/^WARNING applicantPhone: There are 2 numbers in the cell; the first/],
    ],
    ['applicantPhone', '0254-38-56789', []],
    ['applicantPhone', '09/01/2034', [/^FAULTY applicantPhone: A spreadsheet has made a date of it/]],
    ['applicantPhone', '#REF!', [/^FAULTY applicantPhone: It is an error of a spreadsheet/]],
    ['applicantPhone', '090123456', [/^FAULTY applicantPhone: It has 9 digits\. Write all 10/]],
    ['applicantIdNumber', '0301234567-001', []],
    ['applicantIdNumber', '079 084 001 234', []],
    ['applicantIdNumber', '79084001234', [/^WARNING applicantIdNumber: The 0 in front was likely lost/]],
    [
      'applicantIdNumber',
      '79084001234.0',
      [/^FAULTY applicantIdNumber: A spreadsheet or a program has made an amount/],
    ],
    [
      'applicantIdNumber',
      '1084001234',
      [/^WARNING applicantIdNumber: It has 10 digits: of an identity number two zeros/],
    ],
    ['externalCode', '2.02401E+11', [/^FAULTY externalCode "2\.02401E\+11": It is in the scientific notation/]],
    ['externalCode', '29/01/2024', [/^WARNING externalCode "29\/01\/2024": A spreadsheet has made a date of it/]],
    ['externalCode', '2024012912345670', [/^WARNING externalCode: It has zeros behind its 15th digit/]],
    [
      'acceptedAt',
      '45320.33',
      [/^FAULTY acceptedAt "45320\.33": This is the number by which a spreadsheet keeps a date/],
    ],
    ['acceptedAt', '29/01/2024 08:30', [/^FAULTY acceptedAt: A spreadsheet has made a date of it/]],
  ])('in %s as %j is reported for what it is', (field, value, expected) => {
    expect(judged(field, value)).toEqual(expected.map((text) => expect.stringMatching(text)));
  });

  it('is kept as a counter keeps it', () => {
    const { row } = readImportRow(givenRow({ applicantPhone: '901234567', applicantIdNumber: 'b 1234567' }));
    expect(row).toMatchObject({ applicantPhone: '0901234567', applicantIdNumber: 'B1234567' });
    const two = readImportRow(givenRow({ applicantPhone: '0901234567 - 0912345678' }));
    expect(two.row).toMatchObject({ applicantPhone: '0901234567' });
  });

  it('of an enterprise with 9 digits has likely lost one', () => {
    expect(judged('applicantIdNumber', '301234567', { partyKind: 'ENTERPRISE' })).toEqual([
      expect.stringMatching(/^WARNING applicantIdNumber: It has 9 digits: of a tax code the 0 in front/),
    ]);
  });
});
