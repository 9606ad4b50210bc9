import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../deploy/local/src/stack.ts';
import { ask } from '../test/support/recount.ts';
import { twinOf } from './poison.ts';
import { openThrower, type RecordIdentity } from './records.ts';

/** Shorter than any client waits for an answer of the broker. */
const BROKER_SLEEPS_MS = 4_000;

interface Waiting extends RecordIdentity {
  readonly type: string;
}

/**
 * Puts an unreadable record before a good one of the same id. While the broker sleeps, commands go on; the newest event that
 * waits in the outbox goes out after what is on its way to the broker, and the twin is put on its way at once.
 * @returns the dead letters to come; null when nothing was waiting
 */
export async function strikeTwin(stack: Stack): Promise<readonly string[] | null> {
  const broker = stack.pidOf('kafka');
  if (broker === null) throw new Error('The broker is being restarted.');
  const thrower = await openThrower(stack);
  try {
    process.kill(broker, 'SIGSTOP');
    const end = Date.now() + BROKER_SLEEPS_MS;
    let good: Waiting | undefined;
    while (!good && Date.now() < end) {
      await delay(250);
      good = await newestWaiting(stack);
    }
    if (!good) return null;
    const twin = twinOf(good.type);
    const thrown = thrower.throw(twin, good);
    await delay(250); // It is in the broker's socket by now.
    process.kill(broker, 'SIGCONT');
    await thrown;
    return twin.deadLetteredBy.map((consumer) => `${consumer} ${good.id}`);
  } finally {
    if (stack.pidOf('kafka') === broker) process.kill(broker, 'SIGCONT');
    await thrower.close();
  }
}

async function newestWaiting(stack: Stack): Promise<Waiting | undefined> {
  const rows = await ask<Waiting>(
    stack,
    'intake',
    `select headers->>'ce_id' as id, key as "dossierId", headers->>'ce_type' as type from outbox
     where topic = 'dossier.events' and recorded_at < now() order by position desc limit 1`,
  );
  return rows[0];
}
