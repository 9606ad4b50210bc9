import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { AppError } from './app-error.js';

/** Keys by id; the first one seals, all of them open. */
export type KeyRing = ReadonlyMap<string, KeyObject>;

/**
 * Parses a key ring, `id:base64key[,id:base64key...]`, the sealing key first.
 * @throws AppError `key-ring-invalid` unless every key has 32 bytes.
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(',').map((entry) => {
    const [id = '', key = ''] = entry.trim().split(':');
    return [id, Buffer.from(key, 'base64')] as const;
  });
  if (entries.some(([id, key]) => !/^\w{1,16}$/.test(id) || key.length !== 32)) {
    throw new AppError('The key ring must read id:base64key[,...] with keys of 32 bytes.', {
      code: 'key-ring-invalid',
      retryable: false,
    });
  }
  return new Map(entries.map(([id, key]) => [id, createSecretKey(key)]));
}

/**
 * Seals a JSON value with AES-256-GCM (NIST SP 800-38D): `v1.<key id>.<base64url of nonce, tag and ciphertext>`.
 * `context` (for example the dossier's id) is authenticated, so that a sealed value cannot be moved to another row.
 */
export function seal(ring: KeyRing, context: string, value: unknown): string {
  const [id, key] = ring.entries().next().value!;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return `v1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
}

/** @throws AppError `sealed-value-unreadable` when the key is missing, the context differs or the text was changed. */
export function unseal(ring: KeyRing, context: string, sealed: string): unknown {
  const [version, id = '', body = ''] = sealed.split('.');
  const key = ring.get(id);
  const bytes = Buffer.from(body, 'base64url');
  try {
    if (version !== 'v1' || key === undefined) throw new Error(`No key ${id} for format ${version}.`);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
  } catch (cause) {
    throw new AppError('A sealed value cannot be opened: check the key ring for a removed key.', {
      code: 'sealed-value-unreadable',
      retryable: false,
      cause,
    });
  }
}
