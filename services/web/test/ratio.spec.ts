import { describe, expect, it } from '@jest/globals';
import { compareDescending, flooredBasisPoints, reaches } from '../src/format/ratio.js';

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('a rate', () => {
  it('is rounded down, also just below its target', () => {
    expect(flooredBasisPoints(of(97_996, 100_000))).toBe(9_799);
    expect(flooredBasisPoints(of(9_386, 9_500))).toBe(9_880);
    expect(flooredBasisPoints(of(2, 3))).toBe(6_666);
    expect(flooredBasisPoints(of(29, 100))).toBe(2_900);
  });

  it('reaches its target at equality and not one dossier below', () => {
    expect(reaches(of(98, 100), 0.98)).toBe(true);
    expect(reaches(of(97_999_999, 100_000_000), 0.98)).toBe(false);
    expect(reaches(of(87, 100), 0.87)).toBe(true);
    expect(reaches(of(29, 100), 0.29)).toBe(true);
    expect(reaches(of(1, 1), 1)).toBe(true);
    expect(reaches(of(0, 5), 0)).toBe(true);
    expect(reaches(of(1, 1_000_000_000), 1e-9)).toBe(true);
  });

  it('refuses a target that is no plain number', () => {
    expect(() => reaches(of(1, 2), Number.NaN)).toThrow(/target/);
    expect(() => reaches(of(1, 2), -0.5)).toThrow(/target/);
  });

  it('is compared exactly, not by its shown digits', () => {
    expect(compareDescending(of(1, 3), of(333_333, 1_000_000))).toBe(-1);
    expect(compareDescending(of(1, 2), of(2, 4))).toBe(0);
    expect(compareDescending(of(1, 2), of(3, 4))).toBe(1);
  });
});
