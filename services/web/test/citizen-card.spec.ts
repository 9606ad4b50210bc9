import { describe, expect, it } from '@jest/globals';
import { citizenCardOf } from '../src/format/citizen-card.js';

const CARD = '079090001234|023456789|NGUYỄN THỊ BƯỞI|02031990|Nữ|12 Lê Lợi, Phường 1, Vũng Tàu|15062021';

describe('a scanned citizen identity card', () => {
  it('gives number, name as people write it, and address', () => {
    expect(citizenCardOf(CARD)).toEqual({
      idNumber: '079090001234',
      name: 'Nguyễn Thị Bưởi',
      address: '12 Lê Lợi, Phường 1, Vũng Tàu',
      accentsLost: false,
    });
  });

  it('is read in any form of Unicode', () => {
    expect(citizenCardOf(CARD.normalize('NFD'))?.name).toBe('Nguyễn Thị Bưởi'.normalize('NFC'));
  });

  it.each([
    ['the accents are gone', CARD.replace('NGUYỄN THỊ BƯỞI', 'NGUYEN THI BUOI')],
    ['an input method has typed digits into it', CARD.replace('NGUYỄN', 'NGUYE64N')],
  ])('says that the name cannot be relied upon when %s', (_, scanned) => {
    expect(citizenCardOf(scanned)).toMatchObject({ idNumber: '079090001234', accentsLost: true });
  });

  it.each(['', '000.01.31.H06-261129-0001', '12345|x|y', CARD.replace('079090001234', '0790900012'), 'a|b|c|d|e|f|g'])(
    'is none: "%s"',
    (scanned) => expect(citizenCardOf(scanned)).toBeNull(),
  );
});
