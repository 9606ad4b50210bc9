import { describe, expect, it } from '@jest/globals';
import { formatTime, formatDate } from '../src/format/clock.js';
import { formatCount, formatDelay, formatPercent, formatTarget } from '../src/format/number.js';
import { searchable } from '../src/format/search.js';

describe('Vietnamese numbers', () => {
  it('group thousands with dots', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCount(9_386)).toBe('9.386');
    expect(formatCount(1_234_567)).toBe('1.234.567');
  });

  it('show percentages with a decimal comma and as many decimals as one dossier is worth', () => {
    expect(formatPercent({ numerator: 9_386, denominator: 9_500 })).toBe('98,80%');
    expect(formatPercent({ numerator: 97_996, denominator: 100_000 })).toBe('97,99%');
    expect(formatPercent({ numerator: 5, denominator: 5 })).toBe('100%');
    expect(formatPercent({ numerator: 5, denominator: 6 })).toBe('83%');
    expect(formatPercent({ numerator: 98, denominator: 99 })).toBe('98%');
    expect(formatPercent({ numerator: 99, denominator: 100 })).toBe('99,0%');
    expect(formatPercent({ numerator: 998, denominator: 999 })).toBe('99,8%');
    expect(formatPercent({ numerator: 1, denominator: 1_000 })).toBe('0,10%');
  });

  it('show a target as it was set', () => {
    expect(formatTarget(0.98)).toBe('98%');
    expect(formatTarget(0.8706)).toBe('87,06%');
    expect(formatTarget(0.985)).toBe('98,5%');
    expect(formatTarget(0.1234567)).toBe('12,34567%');
    expect(formatTarget(1)).toBe('100%');
    expect(formatTarget(0.05)).toBe('5%');
  });

  it('never show a delay shorter than it is', () => {
    expect(formatDelay(0)).toBe('0 giây');
    expect(formatDelay(0.3)).toBe('0,3 giây');
    expect(formatDelay(0.31)).toBe('0,4 giây');
    expect(formatDelay(7)).toBe('7 giây');
    expect(formatDelay(14.2)).toBe('15 giây');
    expect(formatDelay(121)).toBe('3 phút');
    expect(formatDelay(7_201)).toBe('3 giờ');
  });
});

describe('the clock', () => {
  it('shows the time of the province wherever the screen hangs', () => {
    const lateEvening = Date.parse('2026-11-24T17:05:09Z');
    expect(formatTime(lateEvening)).toBe('00:05:09');
    expect(formatDate(lateEvening)).toBe('Thứ Tư, 25/11/2026');
  });
});

describe('searching', () => {
  it('does without diacritics, case and spare spaces', () => {
    expect(searchable('  Thị xã  PHÚ MỸ ')).toBe('thi xa phu my');
    expect(searchable('Đất Đỏ')).toBe('dat do');
  });

  it('takes letters that look the same for the same', () => {
    for (const text of ['Ðất Ðỏ', 'Ｄat\u3000do', 'Đa\u200Bt đỏ', 'ĐẤТ ÐỎ']) expect(searchable(text)).toBe('dat do');
  });
});
