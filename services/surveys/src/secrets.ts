import type { KeyRing } from '@motcua/kernel';

/** Injection token for the ring that seals free text. */
export const KEY_RING = Symbol('KeyRing');
export type SurveysKeyRing = KeyRing;

/** Injection token for the secret that invitation tokens are derived with. */
export const TOKEN_SECRET = Symbol('TokenSecret');
