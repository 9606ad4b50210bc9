import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { normalisedIdNumber, normalisedPhone } from '../../applicants/index.js';
import { BlindIndex, type PersonalTerms } from '../index-of-dossiers/blind-index.js';
import { normalisedWords } from '../index-of-dossiers/normalised-words.js';

const index = new BlindIndex(Buffer.alloc(32, 7));
const hex = (terms: PersonalTerms, by = index): readonly string[] =>
  by.tokensOf(terms).map((token) => token.toString('hex'));
const finds = (sought: PersonalTerms, person: PersonalTerms): boolean => {
  const there = new Set(hex(person));
  return hex(sought).every((token) => there.has(token));
};

const vietnamese = fc
  .array(fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặỳýỷỹỵờớởỡợĐẠỮ'), { minLength: 1, maxLength: 8 })
  .map((letters) => letters.join(''));
const name = fc.array(vietnamese, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));

describe('words of a name', () => {
  it.each([
    ['Nguyễn Thị Án', ['nguyen', 'thi', 'an']],
    ['ĐẶNG  văn-Đạt', ['dang', 'van', 'dat']],
    ['Nguyễn Thị Án'.normalize('NFD'), ['nguyen', 'thi', 'an']],
    ['Công ty TNHH 19/5', ['cong', 'ty', 'tnhh', '19', '5']],
    ['Ｎguyễn', ['nguyen']],
    ['Lê Lê', ['le']],
    ["H'Hen Niê", ['h', 'hen', 'nie']],
    ['ÐẶNG Ngu\u200Byễn', ['dang', 'nguyen']],
    ['Вı\u0300nh', ['binh']],
    [' -/. ', []],
  ])('of %j are %j', (text, words) => {
    expect(normalisedWords(text)).toEqual(words);
  });

  it('normalise to themselves, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = normalisedWords(text);
        expect(normalisedWords(words.join(' '))).toEqual(words);
      }),
    );
  });

  it('are the same in capitals, in either Unicode form, and without accents', () => {
    fc.assert(
      fc.property(name, (text) => {
        const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
        for (const other of [text.toUpperCase(), text.normalize('NFD'), bare]) {
          expect(normalisedWords(other)).toEqual(normalisedWords(text));
        }
      }),
    );
  });
});

describe('a phone number', () => {
  it.each(['0901234567', '0901 234 567', '+84901234567', '+84 (0)90.123-45-67', '0084901234567', '84901234567'])(
    'written %s is 0901234567',
    (text) => {
      expect(normalisedPhone(text)).toBe('0901234567');
    },
  );

  it.each([
    ['+842838221234', '02838221234'],
    ['+1 415 555 0100', '+14155550100'],
    ['0014155550100', '+14155550100'],
    ['84123456', '84123456'],
    ['', ''],
  ])('written %j is %j', (text, number) => {
    expect(normalisedPhone(text)).toBe(number);
  });

  it('normalises to itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{8,15}$/), (text) => {
        expect(normalisedPhone(normalisedPhone(text))).toBe(normalisedPhone(text));
      }),
    );
  });
});

describe('the blind index', () => {
  it('finds a name by some of its words in any order, with accents or without', () => {
    fc.assert(
      fc.property(name, fc.nat(), (text, seed) => {
        const words = text.split(' ');
        const some = words.filter((_, place) => (seed >> place) % 2 === 0).toReversed();
        expect(finds({ name: some.join(' ').toUpperCase() }, { name: text })).toBe(true);
      }),
    );
  });

  it('finds no other word, and no part of a word', () => {
    fc.assert(
      fc.property(vietnamese, vietnamese, (one, other) => {
        fc.pre(normalisedWords(one)[0] !== normalisedWords(other)[0]);
        expect(finds({ name: one }, { name: other })).toBe(false);
      }),
    );
    expect(finds({ name: 'ngu' }, { name: 'Nguyễn' })).toBe(false);
  });

  it('never takes the same digits for another kind of number, or for a word', () => {
    const digits = '090123456789';
    const tokens = [{ name: digits }, { phone: digits }, { idNumber: digits }].flatMap((terms) => hex(terms));
    expect(new Set(tokens).size).toBe(3);
  });

  it('gives tokens of 16 bytes that another key does not give, and hold nothing of the name', () => {
    const other = new BlindIndex(randomBytes(32));
    const person = { name: 'Nguyễn An', phone: '0901234567', idNumber: '077090001234' };
    expect(index.tokensOf(person).map(({ length }) => length)).toEqual([16, 16, 16, 16]);
    expect(hex(person).some((token) => hex(person, other).includes(token))).toBe(false);
    expect(Buffer.concat([...index.tokensOf(person)]).includes('nguyen')).toBe(false);
    expect(index.keyPrint).not.toEqual(other.keyPrint);
    expect(index.keyPrint).toEqual(new BlindIndex(Buffer.alloc(32, 7)).keyPrint);
  });

  it('has no token for what is not there', () => {
    expect(hex({})).toEqual([]);
    expect(hex({ name: '  ', phone: '', idNumber: '' })).toEqual([]);
  });

  it('finds a passport, a branch and each of two phones as they are written', () => {
    expect(finds({ idNumber: 'b 1234567' }, { idNumber: 'B1234567' })).toBe(true);
    expect(finds({ idNumber: '1234567' }, { idNumber: 'B1234567' })).toBe(false);
    expect(finds({ idNumber: '0301234567 001' }, { idNumber: '0301234567-001' })).toBe(true);
    expect(finds({ phone: '0912 345 678' }, { phone: '0901234567/0912345678' })).toBe(true);
  });

  it('keeps an id number with its leading zeros', () => {
    expect(normalisedIdNumber('077 090 001234')).toBe('077090001234');
    expect(finds({ idNumber: '77090001234' }, { idNumber: '077090001234' })).toBe(false);
  });
});
