import type { KeyRing } from '@motcua/kernel';

/** Injection token for the ring that seals personal data. */
export const KEY_RING = Symbol('KeyRing');
export type IntakeKeyRing = KeyRing;
