import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readIdNumber } from '../domain/identity-numbers.js';
import { normalisedPhone, phonesIn, readPhone } from '../domain/phone-numbers.js';

describe('a phone number', () => {
  it.each([
    ['0901234567', '0901234567'],
    ['0901 234 567', '0901234567'],
    ['0901.234.567', '0901234567'],
    ['+84 90 123 4567', '0901234567'],
    ['+84 (0)90-123-4567', '0901234567'],
    ['0084901234567', '0901234567'],
    ['84901234567', '0901234567'],
    ['０９０１２３４５６７', '0901234567'],
    [' 0901\u00a0234\u00a0567 ', '0901234567'],
    ['(0254) 385 6789', '02543856789'],
    ['+84 254 385 6789', '02543856789'],
    ['064 3856789', '0643856789'],
    ['1900 1234', '19001234'],
    ['+1 415 555 0100', '+14155550100'],
    ['0014155550100', '+14155550100'],
  ])('written %j is kept as %s, and that is kept as it is', (text, number) => {
    expect(readPhone(text)).toEqual({ number, fault: null });
    expect(readPhone(number)).toEqual({ number, fault: null });
    expect(normalisedPhone(text)).toBe(number);
  });

  it.each([
    ['901234567', 'It has 9 digits.'],
    ['0901 234 56', 'It has 9 digits.'],
    ['0901 234 567 89', 'It has 12 digits.'],
    ['+84 90 123 456', 'It has 8 digits behind the country code.'],
    ['+1 415', 'It has 4 digits with the country code, and needs 7 to 15.'],
    ['', 'It has no digit in it.'],
    ['không có', 'It has no digit in it.'],
    ['0901234567 (vợ)', 'It has something in it that no phone number has.'],
    ['9.01E+08', 'It has something in it that no phone number has.'],
    ['0901234567\u0000', 'It has something in it that no phone number has.'],
  ])('is not %j: %s', (text, problem) => {
    expect(readPhone(text)).toEqual({
      number: null,
      fault: { problem, remedy: expect.stringMatching(/^Write all 10/) },
    });
  });

  it.each([
    '0901234567/0912345678',
    '0901 234 567 - 0912 345 678',
    '0901234567 0912345678',
    '0901.234.567, 0912.345.678',
    '0901234567-0912345678',
    '+84 90 123 4567 hoặc 0912345678',
    '0901234567; 0912345678',
  ])('is not two: %j', (text) => {
    expect(phonesIn(text)).toEqual(['0901234567', '0912345678']);
    expect(readPhone(text).fault?.problem).toBe(
      'There are 2 numbers: the one that ends in 567 and the one that ends in 678.',
    );
  });

  it('is read from any text without a fault of ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const { number, fault } = readPhone(text);
        expect(number === null).toBe(fault !== null);
        if (number !== null) expect(readPhone(number).number).toBe(number);
      }),
    );
  });
});

describe('the number of an identity document', () => {
  it.each([
    ['079084001234', '079084001234'],
    ['079 084 001 234', '079084001234'],
    ['079.084.001.234', '079084001234'],
    ['273123456', '273123456'],
    ['b1234567', 'B1234567'],
    ['B 1234567', 'B1234567'],
    ['C01234567', 'C01234567'],
    ['49A8012345', '49A8012345'],
    ['0301234567', '0301234567'],
    ['0301234567-001', '0301234567-001'],
    ['0301234567 001', '0301234567-001'],
    ['０７９０８４００１２３４', '079084001234'],
  ])('written %j is kept as %s, and that is kept as it is', (text, number) => {
    expect(readIdNumber(text)).toEqual({ number, fault: null });
    expect(readIdNumber(number)).toEqual({ number, fault: null });
  });

  it.each([
    ['79084001234', 'It has 11 digits.'],
    ['12345678', 'It has 8 digits.'],
    ['0790840012345678', 'It has 16 digits.'],
    ['ABCDEFGH', 'It has 0 digits and 8 letters.'],
    ['B12', 'It has 2 digits and 1 letters.'],
    ['7.9084E+10', 'It has something in it that no number of a document has.'],
    ['không có', 'It has something in it that no number of a document has.'],
    ['', 'It has something in it that no number of a document has.'],
  ])('is not %j: %s', (text, problem) => {
    expect(readIdNumber(text)).toEqual({
      number: null,
      fault: { problem, remedy: expect.stringMatching(/^Write 9 or 12/) },
    });
  });
});
