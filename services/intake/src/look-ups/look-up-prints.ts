import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv6, SocketAddress } from 'node:net';
import { lookUpMacOf } from '../applicants/index.js';

/** What is stored of a code whose look-up failed: it may be anything that a person typed. */
export function codePrintOf(secret: Buffer, dossierCode: string): Buffer {
  return lookUpMacOf(secret, 'code', dossierCode);
}

/**
 * What is stored of where a look-up failed. Of IPv6 the first 64 bits count: whoever has one address of them has
 * all.
 */
export function placePrintOf(secret: Buffer, dossierCode: string, address: string): Buffer {
  return lookUpMacOf(secret, 'place', `${dossierCode}\0${networkOf(address)}`);
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const { address: written } = new SocketAddress({ address, family: 'ipv6' });
  const [head = '', tail = ''] = written.split('::');
  const [first, last] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const gap = written.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : [];
  return [...first, ...gap, ...last].slice(0, 4).join(':');
}

/** Whether two texts are the same, in a time that does not depend on how much of them is. */
export function isSameText(one: string, other: string): boolean {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digestOf(one), digestOf(other));
}
