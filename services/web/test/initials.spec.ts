import { describe, expect, it } from '@jest/globals';
import { initialsOf, matchOf } from '../src/format/initials.js';

const birth = { code: '1.001193', name: 'Thủ tục đăng ký khai sinh' };

describe('finding a procedure', () => {
  it('takes initials, with and without accents', () => {
    expect(initialsOf('Đăng ký khai sinh')).toBe('dkks');
    expect(matchOf('ttdk', birth)).toBeGreaterThan(0);
    expect(matchOf('đkks', { code: 'x', name: 'Đăng ký khai sinh' })).toBeGreaterThan(0);
  });

  it('takes the beginnings of words in any order, and the beginning of the code', () => {
    expect(matchOf('khai dang', birth)).toBe(1);
    expect(matchOf('1.0011', birth)).toBe(4);
    expect(matchOf('thu tuc', birth)).toBe(3);
  });

  it.each(['', '  ', 'kết hôn', '1193'])('does not take "%s"', (text) => expect(matchOf(text, birth)).toBe(0));
});
