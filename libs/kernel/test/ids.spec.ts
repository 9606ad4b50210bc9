import { describe, expect, it } from '@jest/globals';
import { isUuid, newDossierId, newEventId, uuidv7 } from '@motcua/kernel';

describe('UUIDs of version 7', () => {
  it('have the form of RFC 9562', () => {
    for (let count = 0; count < 200; count += 1) {
      expect(uuidv7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('begin with the milliseconds of their making', () => {
    const at = new Date('2022-02-22T19:22:22.000Z');
    expect(uuidv7(at).slice(0, 13)).toBe('017f22e2-79b0');
  });

  it('made later sort later, to the millisecond', () => {
    const start = Date.parse('2023-08-14T01:21:30.000Z');
    const ids = [0, 1, 2, 255, 256, 65_536, 86_400_000].map((ms) => uuidv7(new Date(start + ms)));
    expect([...ids].sort()).toEqual(ids);
  });

  it('of one millisecond differ', () => {
    const at = new Date();
    expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(at))).size).toBe(1_000);
  });

  it('are what events and dossiers get', () => {
    expect(isUuid(newEventId())).toBe(true);
    expect(isUuid(newDossierId())).toBe(true);
  });

  it.each([
    ['', false],
    ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f', true],
    ['017F22E2-79B0-7CC3-98C4-DC0C0C07398F', false],
    ['017f22e279b07cc398c4dc0c0c07398f', false],
    ['{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}', false],
    ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n', false],
  ])('are recognised in their canonical form only: %j', (text, recognised) => {
    expect(isUuid(text)).toBe(recognised);
  });
});
