import { setTimeout as delay } from 'node:timers/promises';
import { ClearFault, messageOf } from '../clear-fault.ts';
import { quietKafka } from './kafka-part.ts';

const ASK_AGAIN_MS = 250;

/**
 * Resolves when each partition of every topic of the broker has a leader: until then events wait in the outboxes of the services.
 * @throws ClearFault naming the topics that are without one after `withinMs`
 */
export async function whenTopicsHaveLeaders(brokers: readonly string[], withinMs = 90_000): Promise<void> {
  const admin = quietKafka('motcua-topics', brokers).admin();
  const deadline = Date.now() + withinMs;
  try {
    for (;;) {
      const missing = await leaderless(admin).catch((fault: unknown) => [
        `Kafka does not answer (${messageOf(fault)})`,
      ]);
      if (missing.length === 0) return;
      if (Date.now() > deadline) throw new ClearFault(notLed(missing, withinMs));
      await delay(ASK_AGAIN_MS);
    }
  } finally {
    await admin.disconnect();
  }
}

/** One topic after the other, because for several at once kafkajs does not name the one without a leader. */
async function leaderless(admin: ReturnType<ReturnType<typeof quietKafka>['admin']>): Promise<readonly string[]> {
  await admin.connect();
  const topics = await admin.listTopics();
  const missing: string[] = [];
  for (const topic of topics) {
    await admin
      .fetchTopicMetadata({ topics: [topic] })
      .catch((fault: unknown) => missing.push(`${topic}: ${messageOf(fault)}`));
  }
  return missing;
}

function notLed(missing: readonly string[], withinMs: number): string {
  return [
    `Kafka had no leader for every partition within ${withinMs / 1_000} s:`,
    ...missing.map((line) => `  ${line}`),
    'Start again: the machine may only be busy now. If it happens again, see the log of kafka.',
  ].join('\n');
}
