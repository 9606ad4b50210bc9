import { describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import { shortInstant, spokenDay, spokenInstant } from '../../texts/index.js';
import { formHeading, type FormKind } from '../documents/form-heading.js';
import { formRegimeOf } from '../documents/form-regime.js';
import { evenLines } from '../documents/parts/even-lines.js';
import { vndText } from '../documents/parts/local-texts.js';
import { printableLine, printableLines } from '../documents/parts/printable.js';

const inA = localInstant('2024-02-01', '10:00');
const inB = localInstant('2025-08-01', '10:00');

describe('The regime of a form', () => {
  it.each([
    ['2025-06-30T16:59:59.999Z', 'A'],
    ['2025-06-30T17:00:00.000Z', 'B'],
    ['2024-02-01T03:00:00.000Z', 'A'],
    ['2026-01-01T00:00:00.000Z', 'B'],
  ])('changes at the local midnight of 1 July 2025: %s is %s', (instant, regime) => {
    expect(formRegimeOf(new Date(instant))).toBe(regime);
  });

  it.each<[FormKind, string | null, string, string, string]>([
    [
      'appointment-slip',
      '01',
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
      '01',
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    ],
    [
      'supplement-request',
      '02',
      'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
      '02',
      'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    ],
    ['refusal', '03', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ', '03', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ'],
    [
      'apology',
      '04',
      'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
      '04',
      'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết',
    ],
    ['termination', null, 'Thông báo dừng giải quyết hồ sơ', '05', 'Thông báo dừng giải quyết hồ sơ'],
    [
      'control-sheet',
      '05',
      'Phiếu kiểm soát quá trình giải quyết hồ sơ',
      '06',
      'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    ],
    ['register', '06', 'Sổ theo dõi hồ sơ', '07', 'Sổ theo dõi hồ sơ'],
  ])('gives a %s its number and title', (kind, numberInA, titleInA, numberInB, titleInB) => {
    expect(formHeading(kind, inA)).toMatchObject({ number: numberInA, title: titleInA });
    expect(formHeading(kind, inB)).toMatchObject({ number: numberInB, title: titleInB });
  });
});

describe('Local texts', () => {
  it.each([
    ['2024-02-15T03:00:00Z', '10 giờ 00 phút, ngày 15 tháng 02 năm 2024', '10:00 15/02/2024'],
    ['2024-03-04T17:05:59Z', '00 giờ 05 phút, ngày 05 tháng 3 năm 2024', '00:05 05/03/2024'],
    ['2023-12-31T23:30:00Z', '06 giờ 30 phút, ngày 01 tháng 01 năm 2024', '06:30 01/01/2024'],
  ])('write %s as local people do', (instant, spoken, short) => {
    expect(spokenInstant(new Date(instant))).toBe(spoken);
    expect(shortInstant(new Date(instant))).toBe(short);
  });

  it('put a zero before the months 1 and 2 only', () => {
    expect(spokenDay('2024-02-09')).toBe('ngày 09 tháng 02 năm 2024');
    expect(spokenDay('2024-10-09')).toBe('ngày 09 tháng 10 năm 2024');
  });

  it.each([
    [0, '0 đồng'],
    [999, '999 đồng'],
    [28_000, '28.000 đồng'],
    [1_250_000, '1.250.000 đồng'],
  ])('write %d VND with points', (amount, text) => {
    expect(vndText(amount)).toBe(text);
  });

  it.each([1.5, -1, Number.NaN, 2 ** 53])('refuse %d as an amount', (amount) => {
    expect(() => vndText(amount)).toThrow(expect.objectContaining({ code: 'amount-not-whole', retryable: false }));
  });
});

describe('Printable text', () => {
  it('composes letters that came in parts', () => {
    expect(printableLine('Nguyễn Thị Thùy Dương'.normalize('NFD'))).toBe('Nguyễn Thị Thùy Dương');
  });

  it.each([
    ['drops control characters', 'A\u0000B\u0007\u001b[31m', 'AB[31m'],
    ['drops what turns or hides text', 'A\u202eB\u200bC\ufeffD', 'ABCD'],
    ['makes every white space one space', ' A\t\r\n\u00a0B\u2028C ', 'A B C'],
    ['marks what the font lacks', 'A😀 漢 ❤️', 'A□ □ □'],
    ['marks half a pair', 'A\ud83d', 'A□'],
    ['keeps Vietnamese', 'Đặng Ữ ỵ ₫ “–” …', 'Đặng Ữ ỵ ₫ “–” …'],
  ])('%s', (_, given, printed) => {
    expect(printableLine(given)).toBe(printed);
  });

  it('keeps the lines of a longer text, without empty ones', () => {
    expect(printableLines('một \r\n\r\n hai\rba\u2029bốn\n')).toBe('một\nhai\nba\nbốn');
  });

  it('leaves no word alone on the last line of a name', () => {
    expect(evenLines('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG', 27)).toBe('TRUNG TÂM PHỤC VỤ\nHÀNH CHÍNH CÔNG');
    expect(evenLines('SỞ TƯ PHÁP', 27)).toBe('SỞ TƯ PHÁP');
    expect(evenLines('', 27)).toBe('');
  });
});
