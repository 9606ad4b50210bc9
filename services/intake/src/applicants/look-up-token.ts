import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { isIPv6, SocketAddress } from 'node:net';

/** Injection token for what look-up tokens are made with: 32 bytes. */
export const LOOK_UP_SECRET = Symbol('LookUpSecret');

/** 128 bits: nobody guesses one, and a QR code of it stays coarse enough for a worn printer. */
const TOKEN_BYTES = 16;

/**
 * The token on the slip of a dossier: HMAC-SHA-256 (RFC 2104) over its id, cut to 128 bits, as base64url. It is derived, so
 * that it can be printed again and is stored nowhere.
 */
export function lookUpTokenOf(secret: Buffer, dossierId: string): string {
  return codeOf(secret, 'token', dossierId).toString('base64url');
}

/** What is stored of a code whose look-up failed: it may be anything that a person typed. */
export function codePrintOf(secret: Buffer, dossierCode: string): Buffer {
  return codeOf(secret, 'code', dossierCode);
}

/**
 * What is stored of where a look-up failed. Of IPv6 the first 64 bits count: whoever has one address of them has
 * all.
 */
export function placePrintOf(secret: Buffer, dossierCode: string, address: string): Buffer {
  return codeOf(secret, 'place', `${dossierCode}\0${networkOf(address)}`);
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const { address: written } = new SocketAddress({ address, family: 'ipv6' });
  const [head = '', tail = ''] = written.split('::');
  const [first, last] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const gap = written.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : [];
  return [...first, ...gap, ...last].slice(0, 4).join(':');
}

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSameText(one: string, other: string): boolean {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function codeOf(secret: Buffer, space: 'token' | 'code' | 'place', value: string): Buffer {
  return createHmac('sha256', secret).update(`${space}\0${value}`).digest().subarray(0, TOKEN_BYTES);
}
