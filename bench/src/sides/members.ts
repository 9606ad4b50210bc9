import { dossierEvents, PARTITIONS } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import {
  createKafka,
  createProducer,
  Outbox,
  PartitionFollower,
  physicalTopic,
  toRecord,
  type KafkaOptions,
} from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { dossierAccepted } from '@motcua/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { FoldBatch } from '../../../services/metrics/dist/folding/index.js';
import { readProgress } from '../../../services/metrics/dist/folding/index.js';
import { type Query } from '../../../services/metrics/dist/projection/index.js';
import { serve } from '../side.ts';

export interface Pauses {
  /** The longest time without a fold of any one partition around each change of members, in milliseconds. */
  readonly joins: readonly number[];
  readonly leaves: readonly number[];
  /** The same while nobody comes or goes. */
  readonly quiet: readonly number[];
  readonly published: number;
}

const EVERY_MS = 50;
const SETTLED_MS = 4_000;

/** Times of the folds of each partition. */
class Folds {
  readonly #times: number[][] = Array.from({ length: PARTITIONS }, () => []);

  note(partition: number): void {
    this.#times[partition]!.push(performance.now());
  }

  /** The longest gap of any partition that was open at some time since then. */
  longestGap(since: number): number {
    const now = performance.now();
    return Math.max(
      ...this.#times.map((times) => {
        const recent = [times.findLast((time) => time <= since) ?? since, ...times.filter((time) => time > since), now];
        return Math.max(...recent.slice(1).map((time, index) => time - recent[index]!));
      }),
    );
  }
}

/** One event for every partition, every 50 ms. */
function trickle(kafka: KafkaOptions, producer: ReturnType<typeof createProducer>): { stop(): Promise<number> } {
  const stopped = new AbortController();
  let published = 0;
  const running = (async () => {
    while (!stopped.signal.aborted) {
      const messages = Array.from({ length: PARTITIONS }, (_, partition) => {
        const event = dossierAccepted({ dossierId: newDossierId() });
        const { key, headers, value } = toRecord(dossierEvents.topic, event);
        return { key, headers, value, partition };
      });
      await producer.send({ acks: -1, topic: physicalTopic(kafka, dossierEvents.topic), messages });
      published += PARTITIONS;
      await delay(EVERY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    return published;
  })();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
}

serve({
  /** A second member joins and leaves again and again while events trickle into every partition. */
  async change(input: { kafka: KafkaOptions; databaseUrl: string; changes: number }): Promise<Pauses> {
    const { kafka, databaseUrl, changes } = input;
    const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl, extra: { max: 10 } }).initialize();
    const query: Query = (sql, parameters) => dataSource.query(sql, parameters);
    const folds = new Folds();
    const member = (): PartitionFollower => {
      const unitOfWork = new UnitOfWork(dataSource);
      const foldBatch = new FoldBatch(unitOfWork, new Outbox(unitOfWork));
      return new PartitionFollower({
        kafka,
        groupId: `${kafka.topicPrefix}bench-members`,
        topics: [dossierEvents.topic],
        positions: async (numbers) =>
          (await readProgress(query)).filter(({ partition }) => numbers.includes(partition)),
        onBatch: async (batch) => {
          await foldBatch.fold(batch);
          folds.note(batch.partition);
        },
      });
    };
    const producer = createProducer(createKafka(kafka));
    await producer.connect();
    const events = trickle(kafka, producer);
    const first = member();
    first.start();
    await delay(2 * SETTLED_MS);
    const pauses = { joins: [] as number[], leaves: [] as number[], quiet: [] as number[] };
    const around = async (list: number[], change: () => Promise<void> | void): Promise<void> => {
      const since = performance.now();
      await change();
      await delay(SETTLED_MS);
      list.push(folds.longestGap(since));
    };
    for (let index = 0; index < changes; index += 1) {
      const second = member();
      await around(pauses.quiet, () => undefined);
      await around(pauses.joins, () => second.start());
      await around(pauses.leaves, () => second.stop());
    }
    const published = await events.stop();
    await delay(1_000);
    await first.stop();
    await producer.disconnect();
    await dataSource.destroy();
    return { ...pauses, published };
  },
});
