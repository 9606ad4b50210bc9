/** Whole counts of which a rate is made; a denominator of 0 means "no data". */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

interface DecimalFraction {
  readonly digits: bigint;
  readonly scale: bigint;
}

const decimalForm = /^(\d+)(?:\.(\d+))?(?:e-(\d+))?$/;

/** The exact decimal a number is written as: 0.98 is 98 / 100, not its binary neighbour. */
export function decimalFraction(value: number): DecimalFraction {
  const match = decimalForm.exec(String(value));
  if (match === null) throw new RangeError(`A target must be a plain non-negative number, not ${value}`);
  const [, whole = '', decimals = '', exponent = '0'] = match;
  return { digits: BigInt(whole + decimals), scale: 10n ** (BigInt(decimals.length) + BigInt(exponent)) };
}

export function hasData(ratio: Ratio): boolean {
  return ratio.denominator > 0;
}

/** Hundredths of a percent, rounded down, so that a shown figure never crosses its target upwards. */
export function flooredBasisPoints(ratio: Ratio): number {
  return Number((BigInt(ratio.numerator) * 10_000n) / BigInt(ratio.denominator));
}

/** Compared as whole numbers: numerator / denominator >= target. The ratio must have data. */
export function reaches(ratio: Ratio, target: number): boolean {
  const { digits, scale } = decimalFraction(target);
  return BigInt(ratio.numerator) * scale >= digits * BigInt(ratio.denominator);
}

/** Negative when `left` is the higher rate. Both must have data. */
export function compareDescending(left: Ratio, right: Ratio): number {
  const difference =
    BigInt(right.numerator) * BigInt(left.denominator) - BigInt(left.numerator) * BigInt(right.denominator);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
