import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AppError, parseKeyRing, seal, unseal } from '@motcua/kernel';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const ring = parseKeyRing(`k1:${key(1)}`);
const applicant = { name: 'Nguyễn Thị Lan', phone: '+84900000000', notes: [null, 1, true] };

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('A sealed value', () => {
  it('opens to what was sealed', () => {
    expect(unseal(ring, 'dossier-1', seal(ring, 'dossier-1', applicant))).toEqual(applicant);
  });

  it('shows nothing of the value and is another one each time', () => {
    const [one, other] = [seal(ring, 'dossier-1', applicant), seal(ring, 'dossier-1', applicant)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split('.')[2]!, 'base64url').toString('latin1')).not.toContain('84900000000');
  });

  it('cannot be moved to another row', () => {
    expect(codeOf(() => unseal(ring, 'dossier-2', seal(ring, 'dossier-1', applicant)))).toBe('sealed-value-unreadable');
  });

  it('does not open when any byte of it was changed', () => {
    const [version, id, body] = seal(ring, 'dossier-1', 'x').split('.') as [string, string, string];
    const bytes = Buffer.from(body, 'base64url');
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = Buffer.from(bytes);
      changed[position] = changed[position]! ^ 1;
      const sealed = `${version}.${id}.${changed.toString('base64url')}`;
      expect(codeOf(() => unseal(ring, 'dossier-1', sealed))).toBe('sealed-value-unreadable');
    }
  });

  it.each(['', 'v1', 'v1.k1', 'v1.k1.', 'v1.k1.AAAA', 'v2.k1.AAAA', 'plain text'])('is not %j', (text) => {
    expect(codeOf(() => unseal(ring, 'dossier-1', text))).toBe('sealed-value-unreadable');
  });
});

describe('A key ring', () => {
  it('that was rotated seals with the new key and opens what the old one sealed', () => {
    const rotated = parseKeyRing(`k2:${key(2)},k1:${key(1)}`);
    const old = seal(ring, 'dossier-1', applicant);
    const fresh = seal(rotated, 'dossier-1', applicant);
    expect(fresh.startsWith('v1.k2.')).toBe(true);
    expect(unseal(rotated, 'dossier-1', old)).toEqual(applicant);
    expect(unseal(rotated, 'dossier-1', fresh)).toEqual(applicant);
  });

  it('without the old key no longer opens what that one sealed', () => {
    const removed = parseKeyRing(`k2:${key(2)}`);
    expect(codeOf(() => unseal(removed, 'dossier-1', seal(ring, 'dossier-1', 1)))).toBe('sealed-value-unreadable');
  });

  it('with another key under the same id does not open it', () => {
    const other = parseKeyRing(`k1:${randomBytes(32).toString('base64')}`);
    expect(codeOf(() => unseal(other, 'dossier-1', seal(ring, 'dossier-1', 1)))).toBe('sealed-value-unreadable');
  });

  it('may have blanks around its entries', () => {
    expect([...parseKeyRing(` a:${key(1)} , b:${key(2)} `).keys()]).toEqual(['a', 'b']);
  });

  it.each([
    ['nothing', ''],
    ['no id', key(1)],
    ['an empty id', `:${key(1)}`],
    ['an id with a dot', `k.1:${key(1)}`],
    ['an id that is too long', `${'k'.repeat(17)}:${key(1)}`],
    ['a short key', `k1:${Buffer.alloc(16).toString('base64')}`],
    ['a broken second entry', `k1:${key(1)},k2`],
  ])('is refused with %s', (_, text) => {
    expect(codeOf(() => parseKeyRing(text))).toBe('key-ring-invalid');
  });
});
