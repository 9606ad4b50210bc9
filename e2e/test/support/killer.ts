import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../../deploy/local/src/stack.ts';

const PARTS = ['kafka', 'postgres', 'redis'] as const;
const SERVICES = ['intake', 'deadlines', 'payments', 'surveys', 'metrics', 'portal', 'identity'] as const;
export type Victim = (typeof PARTS)[number] | (typeof SERVICES)[number];

/** Mulberry32: the same seed, the same kills. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}

/** Whom to kill: each part once and services for the rest, in an order that the seed decides. */
export function chooseVictims(kills: number, seed: number): readonly Victim[] {
  const random = seeded(seed);
  const services = Array.from({ length: Math.max(0, kills - PARTS.length) }, () => {
    return SERVICES[Math.floor(random() * SERVICES.length)]!;
  });
  return shuffled<Victim>([...PARTS, ...services], random).slice(0, kills);
}

/** SIGKILLs one after the other, each some seconds after the one before is up again. */
export async function killAll(stack: Stack, victims: readonly Victim[], pauseMs: number): Promise<void> {
  for (const victim of victims) {
    await delay(pauseMs);
    await stack.whenReady(victim);
    const pid = stack.pidOf(victim);
    if (pid === null) throw new Error(`${victim} is ready and has no pid.`);
    process.kill(pid, 'SIGKILL');
  }
}
