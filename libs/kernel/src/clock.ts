/** Where "now" comes from. The domain never asks; use cases pass instants in. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Injection token for {@link Clock}. */
export const CLOCK = Symbol('Clock');
