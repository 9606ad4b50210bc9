import { describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import type { ControlSheet, HandOver } from '../documents/control-sheet.js';
import type { Register, RegisterRow } from '../documents/register.js';
import { printForm } from '../printing/print-form.js';
import { pdfPages, pdfText, placedTexts } from './support/pdf-text.js';

const agency = { name: 'UBND Phường 2', parentName: null, place: 'Vũng Tàu', phone: null };
const issuedAt = localInstant('2024-04-01', '08:00');

const handOver: HandOver = {
  from: { agencyName: 'Bộ phận Một cửa', officerName: 'Lê Tâm' },
  to: { agencyName: 'Phòng Tư pháp', officerName: null },
  handedOverAt: localInstant('2024-02-01', '14:30'),
  stepName: 'Thẩm định',
  stepDueAt: localInstant('2024-02-02', '10:00'),
  outcome: 'ON_TIME',
  note: 'Đủ giấy tờ',
};

const controlSheet: ControlSheet = {
  kind: 'control-sheet',
  issuedAt,
  agency,
  dossier: {
    dossierCode: '000.00.17.H06-240201-0001',
    procedureCode: '1.000948',
    procedureName: 'Đăng ký khai sinh',
    applicantName: 'Nguyễn Thị Thùy Dương',
    applicantPhone: null,
    applicantAddress: null,
  },
  lookUpLink: 'https://motcua.example.vn/1',
  settlingAgencyName: 'Phòng Tư pháp',
  handOvers: [handOver],
  officerName: 'Lê Tâm',
};

function registerRow(number: number): RegisterRow {
  return {
    number,
    dossierCode: `000.00.17.H06-240201-${String(number).padStart(4, '0')}`,
    procedureName: 'Chứng thực bản sao từ bản chính',
    componentCount: 3,
    applicantName: 'Nguyễn Thị Thùy Dương',
    settlingAgencyName: 'UBND Phường 2',
    receivedAt: localInstant('2024-02-01', '10:00'),
    appointmentAt: localInstant('2024-02-15', '10:00'),
    returnedAt: localInstant('2024-02-14', '16:30'),
    returnedHow: 'Trực tiếp',
    note: 'Gia hạn',
  };
}

const register: Register = {
  kind: 'register',
  issuedAt,
  agency,
  from: '2024-01-01',
  to: '2024-03-31',
  rows: [registerRow(1)],
  officerName: 'Lê Tâm',
  signatory: { position: 'Chủ tịch', name: 'Trần Hùng' },
};

describe('The control sheet', () => {
  it('says of a hand-over who, to whom, when, which step, its due instant, the result and the note', async () => {
    const text = await pdfText(await printForm(controlSheet));
    expect(text).toContain('Mẫu số 05');
    expect(text).toContain('Giao: Bộ phận Một cửa (Lê Tâm) Nhận: Phòng Tư pháp');
    for (const part of ['14:30 01/02/2024', 'Thẩm định Hạn: 10:00 02/02/2024', 'Đúng hạn', 'Đủ giấy tờ']) {
      expect(text).toContain(part);
    }
  });

  it('has a row for each hand-over, equal ones too, in the order given', async () => {
    const handOvers = Array.from({ length: 40 }, () => handOver);
    const pages = await pdfPages(await printForm({ ...controlSheet, handOvers }));
    const withRows = pages.filter((page) => page.includes('Giao:'));
    expect(withRows.length).toBeGreaterThan(1);
    expect(withRows.every((page) => page.includes('STT Giao, nhận hồ sơ'))).toBe(true);
    expect(numbersBefore(pages.join(' '), 'Giao:')).toEqual(handOvers.map((_, index) => index + 1));
  });

  it.each([
    ['EARLY', 'Trước hạn'],
    ['OVERDUE', 'Quá hạn'],
    [null, 'Đang xử lý'],
  ] as const)('calls %s "%s"', async (outcome, text) => {
    expect(await pdfText(await printForm({ ...controlSheet, handOvers: [{ ...handOver, outcome }] }))).toContain(text);
  });

  it('keeps a hand-over whose note is longer than a page', async () => {
    const words = Array.from({ length: 400 }, (_, index) => `từ${index}`);
    const handOvers = [handOver, { ...handOver, note: words.join(' ') }, handOver];
    const text = await pdfText(await printForm({ ...controlSheet, handOvers }));
    expect(numbersBefore(text, 'Giao:')).toEqual([1, 2, 3]);
    expect(words.filter((word) => !text.includes(`${word} `))).toEqual([]);
  });
});

describe('The register', () => {
  it('says of a dossier all that the form wants', async () => {
    const text = await pdfText(await printForm(register));
    expect(text).toContain('Mẫu số 06');
    expect(text).toContain('Từ ngày 01 tháng 01 năm 2024 đến ngày 31 tháng 3 năm 2024');
    expect(text).toContain('1 000.00.17.H06-240201-0001 Chứng thực bản sao từ bản chính 3 Nguyễn Thị Thùy Dương');
    expect(text).toContain('UBND Phường 2 10:00 01/02/2024 10:00 15/02/2024 16:30 14/02/2024 Trực tiếp Gia hạn');
    expect(text).toContain('Tổng số hồ sơ trong sổ: 1 NGƯỜI LẬP SỔ');
  });

  it('repeats its head on each page and numbers the pages, with all of 300 rows', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => registerRow(index + 1));
    const pages = await pdfPages(await printForm({ ...register, rows }));
    expect(pages.length).toBeGreaterThan(10);
    pages.forEach((page, index) => {
      expect(page).toContain(`Trang ${index + 1}/${pages.length}`);
      if (page.includes('000.00.17')) expect(page).toContain('STT Mã hồ sơ Tên thủ tục hành chính');
    });
    const codes = pages.join(' ').match(/000\.00\.17\.H06-240201-\d{4}/g);
    expect(codes).toEqual(rows.map(({ dossierCode }) => dossierCode));
  });

  it('lies across the sheet', async () => {
    const [first] = await placedTexts(await printForm(register));
    expect(first?.pageWidth).toBeCloseTo(841.89, 1);
  });

  it('leaves open what has not happened, and says that no day was named', async () => {
    const open = { ...registerRow(1), appointmentAt: null, returnedAt: null, returnedHow: null, note: null };
    const text = await pdfText(await printForm({ ...register, rows: [open] }));
    expect(text).toContain('10:00 01/02/2024 không hẹn ngày Tổng số');
  });

  it('keeps a row that is taller than a page', async () => {
    const words = Array.from({ length: 400 }, (_, index) => `từ${index}`);
    const rows = [registerRow(1), { ...registerRow(2), procedureName: words.join(' ') }, registerRow(3)];
    const text = await pdfText(await printForm({ ...register, rows }));
    expect(words.filter((word) => !text.includes(`${word} `))).toEqual([]);
    expect(text).toContain('000.00.17.H06-240201-0003');
  });

  it('refuses more rows than a service may lay out', async () => {
    const rows = Array.from({ length: 10_001 }, () => registerRow(1));
    await expect(printForm({ ...register, rows })).rejects.toMatchObject({
      code: 'register-too-long',
      retryable: false,
    });
  });
});

function numbersBefore(text: string, mark: string): readonly number[] {
  return [...text.matchAll(new RegExp(`(\\d+) ${mark}`, 'g'))].map(([, number]) => Number(number));
}
