import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionOf, toCursor } from '../find/search-cursor.js';

describe('a cursor', () => {
  it('brings back the position it was made of', () => {
    const position = fc.record({
      submittedAt: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
      dossierId: fc.uuid(),
    });
    fc.assert(fc.property(position, (given) => expect(positionOf(toCursor(given))).toEqual(given)));
  });

  it('is refused when it is not whole', () => {
    const cursor = toCursor({ submittedAt: new Date(), dossierId: '0190a000-0000-7000-8000-000000000001' });
    for (const broken of ['', 'x', cursor.slice(1), `${cursor}A`, `${cursor}=`, cursor.replace(/.$/, '!')]) {
      expect(() => positionOf(broken)).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
    }
  });
});
