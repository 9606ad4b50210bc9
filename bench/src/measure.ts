import { readdirSync, readFileSync } from 'node:fs';

/** Several rounds of one number. */
export interface Rounds {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const roundsOf = (values: readonly number[]): Rounds => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** Runs the sides in turn, A B A B ..., so that whatever else the machine does meets all of them. */
export async function interleaved<Sides extends Readonly<Record<string, (round: number) => Promise<unknown>>>>(
  rounds: number,
  sides: Sides,
  say: (line: string) => void,
): Promise<{ readonly [Name in keyof Sides]: readonly Awaited<ReturnType<Sides[Name]>>[] }> {
  const results = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as unknown[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(sides)) {
      say(`round ${round} of ${rounds}: ${name}`);
      results[name]!.push(await run(round));
    }
  }
  return results as never;
}

const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Its own and that of its children that have ended. */
  readonly ticks: number;
}

/** Fields after the name, which may hold anything in brackets; see proc(5). */
function timesOf(pid: string): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      parent: Number(fields[1]),
      ticks: [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0),
    };
  } catch {
    return null; // It has ended meanwhile.
  }
}

/** CPU seconds that a process and all that come from it have taken so far; 0 where there is no /proc. */
export function cpuOfTree(root: number | null): number {
  if (root === null || process.platform !== 'linux') return 0;
  const times = new Map<number, ProcessTimes>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? timesOf(name) : null;
    if (found) times.set(Number(name), found);
  }
  const descends = (pid: number): boolean => pid === root || (pid > 1 && descends(times.get(pid)?.parent ?? 0));
  const ticks = [...times].filter(([pid]) => descends(pid)).reduce((sum, [, { ticks }]) => sum + ticks, 0);
  return ticks / TICKS_PER_SECOND;
}
