import { createHmac } from 'node:crypto';

/** Injection token for what look-up tokens are made with: 32 bytes. */
export const LOOK_UP_SECRET = Symbol('LookUpSecret');

/** 128 bits: nobody guesses one, and a QR code of it stays coarse enough for a worn printer. */
const TOKEN_BYTES = 16;

/** What every token looks like: 16 bytes as base64url. */
export const LOOK_UP_TOKEN = /^[\w-]{22}$/;

/**
 * The token on the slip of a dossier: HMAC-SHA-256 (RFC 2104) over its id, cut to 128 bits, as base64url. It is derived, so
 * that it can be printed again and is stored nowhere.
 */
export function lookUpTokenOf(secret: Buffer, dossierId: string): string {
  return lookUpMacOf(secret, 'token', dossierId).toString('base64url');
}

/** HMAC-SHA-256 (RFC 2104) of a value, cut to 128 bits; a value of one space is never one of another. */
export function lookUpMacOf(secret: Buffer, space: 'token' | 'code' | 'place', value: string): Buffer {
  return createHmac('sha256', secret).update(`${space}\0${value}`).digest().subarray(0, TOKEN_BYTES);
}
