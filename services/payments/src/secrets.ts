import type { KeyRing } from '@motcua/kernel';

/** Injection token for the key with which the payment gateway signs. */
export const GATEWAY_KEY = Symbol('GatewayKey');

/** Injection token for the ring that seals the bodies of unreadable reports. */
export const KEY_RING = Symbol('KeyRing');
export type PaymentsKeyRing = KeyRing;

/** The bytes of a Standard Webhooks secret, `whsec_` and base64. */
export function gatewayKeyOf(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}
