import { describe, expect, it } from '@jest/globals';
import { verdictOn } from '../src/wall/verdict.js';
import { indicator } from './frame.builder.js';

describe('what is said about an indicator', () => {
  it('is met or missed by whole numbers, on current figures only', () => {
    expect(verdictOn(indicator('onTime', 98, 100, 0.98), 'current')).toBe('met');
    expect(verdictOn(indicator('onTime', 97_996, 100_000, 0.98), 'current')).toBe('missed');
    expect(verdictOn(indicator('onTime', 98, 100, 0.98), 'old')).toBe('stale');
  });

  it('is plain without a target or a word on how fresh it is, and nothing without data', () => {
    expect(verdictOn(indicator('onTime', 98, 100, 0.98), 'unknown')).toBe('plain');
    expect(verdictOn(indicator('onlinePayment', 3, 4), 'current')).toBe('plain');
    expect(verdictOn(indicator('onTime', 0, 0, 0.98), 'current')).toBe('no-data');
    expect(verdictOn(indicator('onTime', 0, 0, 0.98), 'old')).toBe('no-data');
    expect(verdictOn(null, 'current')).toBe('no-data');
  });
});
