import { describe, expect, it } from '@jest/globals';
import { finderOf, initialsOf } from '../src/format/initials.js';

const birth = { code: '1.001193', name: 'Thủ tục đăng ký khai sinh' };
const marriage = { code: '1.000894', name: 'Đăng ký kết hôn' };
const find = finderOf([birth, marriage]);

describe('finding a procedure', () => {
  it('takes initials, with and without accents', () => {
    expect(initialsOf('Đăng ký khai sinh')).toBe('dkks');
    expect(find('ttdk')).toEqual([birth]);
    expect(find('đkkh')).toEqual([marriage]);
  });

  it('takes the beginnings of words in any order, and the beginning of the code', () => {
    expect(find('khai dang')).toEqual([birth]);
    expect(find('1.0011')).toEqual([birth]);
  });

  it('puts what begins with the text before what only has it', () => {
    expect(find('dang ky')).toEqual([marriage, birth]);
  });

  it.each(['', '  ', 'ly hôn', '1193'])('finds nothing by "%s"', (text) => expect(find(text)).toEqual([]));
});
