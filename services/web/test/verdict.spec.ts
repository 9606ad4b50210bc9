import { describe, expect, it } from '@jest/globals';
import { verdictOn } from '../src/wall/verdict.js';
import { indicator } from './frame.builder.js';

describe('what is said about an indicator', () => {
  it('is met or missed by whole numbers, on current figures only', () => {
    expect(verdictOn(indicator('onTime', 98, 100, 0.98), true)).toBe('met');
    expect(verdictOn(indicator('onTime', 97_996, 100_000, 0.98), true)).toBe('missed');
    expect(verdictOn(indicator('onTime', 98, 100, 0.98), false)).toBe('stale');
  });

  it('is plain without a target, and nothing without data', () => {
    expect(verdictOn(indicator('onlinePayment', 3, 4), true)).toBe('plain');
    expect(verdictOn(indicator('onTime', 0, 0, 0.98), true)).toBe('no-data');
    expect(verdictOn(indicator('onTime', 0, 0, 0.98), false)).toBe('no-data');
    expect(verdictOn(null, true)).toBe('no-data');
  });
});
