/** A small seeded source of chance; the same seed and stream give the same numbers on every machine. */
export interface Random {
  /** 0 <= x < 1 */
  next(): number;
  /** min <= x < max */
  between(min: number, max: number): number;
  /** min <= n <= max */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** FNV-1a, so that every stream of a seed starts somewhere else. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Mulberry32. A stream is named, so that a change in one part of a plan leaves the others as they were. */
export function randomFrom(seed: number, stream: string): Random {
  let state = hash(`${seed}/${stream}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new Error('Cannot pick from nothing.');
      return items[Math.floor(next() * items.length)]!;
    },
  };
}

/**
 * Draws exactly `count` items without replacement, likelier the heavier they are (Efraimidis and Spirakis 2006). An item
 * of weight 0 is never drawn.
 * @throws Error when fewer than `count` items have a weight
 */
export function drawWeighted<T>(
  random: Random,
  items: readonly T[],
  count: number,
  weightOf: (item: T) => number,
): ReadonlySet<T> {
  const keyed = items
    .map((item) => ({ item, weight: weightOf(item), chance: random.next() }))
    .filter(({ weight }) => weight > 0)
    .map(({ item, weight, chance }) => ({ item, key: Math.log(chance + Number.MIN_VALUE) / weight }));
  if (keyed.length < count)
    throw new Error(`Only ${keyed.length} of ${items.length} can be drawn, ${count} are needed.`);
  keyed.sort((left, right) => right.key - left.key);
  return new Set(keyed.slice(0, count).map(({ item }) => item));
}

/** A new array in random order. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = random.integer(0, index);
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
