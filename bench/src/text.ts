import type { Rounds } from './measure.ts';

/** `12,345` or, below a hundred, three figures. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)));
}

/** Median and, where there were several, the lowest and highest round. */
export function cell({ median, min, max }: Rounds): string {
  return min === max ? count(median) : `${count(median)} (${count(min)} to ${count(max)})`;
}

export const microseconds = (rounds: Rounds): string => `${cell(rounds)} µs`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
