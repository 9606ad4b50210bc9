import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOfLines, faultOfName, faultOfText, foldText, tidyLines, tidyText } from '../src/text.js';

describe('a text as it is kept', () => {
  it.each([
    ['Nguyễn Thị Án'.normalize('NFD'), 'Nguyễn Thị Án'],
    ['  Lê \u00a0\u3000 Lợi\t', 'Lê Lợi'],
    ['\uFEFFLê', 'Lê'],
  ])('%j is %j', (text, kept) => expect(tidyText(text)).toBe(kept));

  it('stays as it is when it is kept again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(tidyText(tidyText(text))).toBe(tidyText(text))),
    );
  });
});

describe('a text', () => {
  it.each([
    ['A\u0000B', 'It has a control character in it (U+0000, character 2).'],
    ['Nguyễn\nAn', 'It has a control character in it (U+000A, character 7).'],
    ['A\u2028B', 'It has a control character in it (U+2028, character 2).'],
    ['Ngu\u200Byễn', 'It has an invisible character in it (U+200B, character 4).'],
    ['\u202Egnaoh', 'It has an invisible character in it (U+202E, character 1).'],
    ['Ho\u00ADàng', 'It has an invisible character in it (U+00AD, character 3).'],
    ['An\u3164', 'It has an invisible character in it (U+3164, character 3).'],
    ['😀\uFE0FAn', 'It has an invisible character in it (U+FE0F, character 2).'],
    ['An \uD800', 'It has half a character in it (U+D800, character 4).'],
    ['Nguy\uFFFDn', 'It has the mark of a lost character in it (U+FFFD, character 5).'],
    ['An \uE000', 'It has a character that Unicode does not know in it (U+E000, character 4).'],
    ['An \uFFFF', 'It has a character that Unicode does not know in it (U+FFFF, character 4).'],
  ])('is not %j', (text, problem) => {
    expect(faultOfText(text)).toEqual({ problem, remedy: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(faultOfName(text)).toEqual(faultOfText(text));
  });

  it.each(['12/4 Trần Phú', "Y Thông Niê K'Đăm", 'Müller & Søn (Việt Nam)', '123', '…'])('is %j', (text) =>
    expect(faultOfText(text)).toBeNull(),
  );
});

describe('a text of several lines', () => {
  it.each([
    ['Cảm ơn'.normalize('NFD'), 'Cảm ơn'],
    ['- a\r\n- b\r- c\u2028- d', '- a\n- b\n- c\n- d'],
    ['  one \t two  \n\n\n  three  ', 'one two\n\n\n three'],
    ['\n \n', ''],
  ])('%j is kept as %j', (text, kept) => expect(tidyLines(text)).toBe(kept));

  it('stays as it is when it is kept again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(tidyLines(tidyLines(text))).toBe(tidyLines(text))),
    );
  });

  it.each(['Nhanh,\ngọn 👍🏽', 'Cảm ơn ❤️ 👨‍👩‍👧 🇻🇳', '5 < 6'])('is %j', (text) => expect(faultOfLines(text)).toBeNull());

  it.each([
    ['a\nb\u0000', 'It has a control character in it (U+0000, character 4).'],
    ['\u001b[2J', 'It has a control character in it (U+001B, character 1).'],
    ['❤️a\u200Bb', 'It has an invisible character in it (U+200B, character 4).'],
    ['a\u202Eb', 'It has an invisible character in it (U+202E, character 2).'],
    ['a\uFE0F', 'It has an invisible character in it (U+FE0F, character 2).'],
    ['a \uD800', 'It has half a character in it (U+D800, character 3).'],
  ])('is not %j', (text, problem) => {
    expect(faultOfLines(text)).toEqual({ problem, remedy: expect.not.stringContaining('one line') });
  });
});

describe('a name', () => {
  it.each(['...', '😀', '12345', '-', '٣', '?'])('is not %j: it has no letter', (text) =>
    expect(faultOfName(text)).toMatchObject({ problem: 'It has no letter in it.' }),
  );

  it.each(['Ô', 'Công ty 19/5', '阮氏', 'Nguyễn Thị Án', 'Đ'])('is %j', (text) => expect(faultOfName(text)).toBeNull());
});

describe('a folded text', () => {
  it.each([
    ['Đặng', 'ÐẶNG', 'ɖặng', 'ðang', 'Ｄặng', 'ĐẶNG'.normalize('NFD'), 'dang'],
    ['Bình', 'Вình', 'BÌNH', 'вình', 'Bı\u0300nh', 'BİNH', 'Ｂình', 'binh'],
    ['Nguyễn', 'Νguyễn', 'NGUYỄN', 'Ngu\u200Byễn', 'Nguу\u0302\u0303n'.replace('у', 'уе'), 'ngu\u00ADyen', 'nguyen'],
    ['Hoa', 'Ноа', 'Ηοα', 'hoa'],
    ['Ơ Ư', 'ơ ư', 'o u'],
  ])('is the same for all of %j', (...alike) => {
    expect(new Set(alike.map(foldText))).toEqual(new Set([alike.at(-1)]));
  });

  it('keeps apart what looks different', () => {
    expect(foldText('Lan')).not.toBe(foldText('Lam'));
    expect(foldText('Łan')).not.toBe(foldText('Lan'));
  });

  it('folds to itself, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(foldText(foldText(text))).toBe(foldText(text))),
    );
  });

  it('is the same for a look-alike in either case', () => {
    for (const letter of 'ІЈЅАВЕКМНОРСТУХҮԌԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ') {
      expect(foldText(letter)).toMatch(/^[a-z]$/);
      expect(foldText(letter.toLowerCase())).toBe(foldText(letter));
    }
  });
});
