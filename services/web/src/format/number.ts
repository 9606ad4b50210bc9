import { decimalFraction, flooredBasisPoints, type Ratio } from './ratio.js';

const grouped = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });

/** 9386 -> "9.386" */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/**
 * "98,80" without the sign, rounded down. No more decimals than one of what is counted is worth: none below 100, one below
 * 1,000, else two. The ratio must have data.
 */
export function formatPercentDigits(ratio: Ratio): string {
  const basisPoints = flooredBasisPoints(ratio);
  const whole = formatCount(Math.floor(basisPoints / 100));
  const decimals = String(basisPoints % 100).padStart(2, '0');
  if (ratio.denominator < 100) return whole;
  return `${whole},${ratio.denominator < 1_000 ? decimals.slice(0, 1) : decimals}`;
}

/** "98,80%", without a space, as Vietnamese is written. */
export function formatPercent(ratio: Ratio): string {
  return `${formatPercentDigits(ratio)}%`;
}

/** A target as it was set: 0.98 -> "98%", 0.8706 -> "87,06%". */
export function formatTarget(target: number): string {
  const { digits, scale } = decimalFraction(target);
  const hundredfold = digits * 100n;
  const whole = hundredfold / scale;
  const rest = hundredfold % scale;
  if (rest === 0n) return `${whole}%`;
  const decimals = String(rest)
    .padStart(String(scale).length - 1, '0')
    .replace(/0+$/, '');
  return `${whole},${decimals}%`;
}

/** Rounded up, so that a delay is never shown shorter than it is: "0,3 giây", "7 giây", "5 phút", "3 giờ". */
export function formatDelay(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds))
    return `${(Math.ceil(seconds * 10 - 1e-6) / 10).toFixed(1).replace('.', ',')} giây`;
  if (seconds < 120) return `${Math.ceil(seconds)} giây`;
  if (seconds < 7_200) return `${Math.ceil(seconds / 60)} phút`;
  return `${formatCount(Math.ceil(seconds / 3_600))} giờ`;
}
