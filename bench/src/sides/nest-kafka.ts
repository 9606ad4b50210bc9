import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Ctx,
  EventPattern,
  Payload,
  Transport,
  type KafkaContext,
  type MicroserviceOptions,
} from '@nestjs/microservices';
import { EVENT_TOPICS } from '@motcua/contracts';
import { logicalTopic, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { randomUUID } from 'node:crypto';
import { logLevel } from 'kafkajs';
import pg from 'pg';
import { decodeEvent, type EncodedEvent } from '../../../services/metrics/dist/facts/index.js';
import { contributions } from '../../../services/metrics/dist/measures/index.js';
import { CounterDeltas } from '../../../services/metrics/dist/measures/index.js';
import { mergeEvent, unheardFact, type Fact } from '../../../services/metrics/dist/facts/index.js';
import { measureNames } from '../../../services/metrics/dist/measures/index.js';
import { cpuSecondsSince, serve } from '../side.ts';

interface Input {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: string;
  readonly events: number;
}
type Handler = (value: unknown, context: KafkaContext) => Promise<void>;

const MEBIBYTE = 1_048_576;
const UPSERT = `
  insert into heard (dossier_id, topic, revision, state) values ($1, $2, $3, $4)
  on conflict (dossier_id, topic) do update set revision = excluded.revision, state = excluded.state
  where heard.revision < excluded.revision`;

/** NestJS's own Kafka server with one `@EventPattern` handler for the four topics (decorators applied by hand). */
async function listen(kafka: KafkaOptions, keepBinary: boolean, handle: Handler): Promise<INestMicroservice> {
  class Events {
    hear(value: unknown, context: KafkaContext): Promise<void> {
      return handle(value, context);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Events.prototype, 'hear')!;
  EventPattern(EVENT_TOPICS.map((topic) => physicalTopic(kafka, topic)))(Events.prototype, 'hear', descriptor);
  Payload()(Events.prototype, 'hear', 0);
  Ctx()(Events.prototype, 'hear', 1);
  Controller()(Events);
  class Program {}
  Module({ controllers: [Events] })(Program);
  const server = await NestFactory.createMicroservice<MicroserviceOptions>(Program, {
    transport: Transport.KAFKA,
    logger: ['error'],
    options: {
      client: { brokers: [...kafka.brokers], clientId: 'bench-nest', logLevel: logLevel.ERROR },
      consumer: {
        groupId: `bench-nest-${randomUUID()}`,
        maxWaitTimeInMs: 200,
        maxBytesPerPartition: 4 * MEBIBYTE,
        maxBytes: 8 * MEBIBYTE,
      },
      run: { autoCommit: false, partitionsConsumedConcurrently: 3 },
      subscribe: { fromBeginning: true },
      parser: { keepBinary },
    },
  });
  await server.listen();
  return server;
}

/** Counts events from the first to the last one. */
function stopwatch(events: number) {
  const done = Promise.withResolvers<void>();
  let [startedAt, seen] = [0, 0];
  let cpuBefore = process.cpuUsage();
  return {
    begin(): void {
      if (startedAt === 0) [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
    },
    end(): void {
      seen += 1;
      if (seen === events) done.resolve();
    },
    async timing() {
      await done.promise;
      return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: cpuSecondsSince(cpuBefore) };
    },
  };
}

serve({
  /** One SQL upsert an event: the newest state of each dossier and producer. */
  async upsert({ kafka, databaseUrl, events }: Input) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 });
    const watch = stopwatch(events);
    const server = await listen(kafka, false, async (value, context) => {
      watch.begin();
      const { revision, state } = value as { revision: number; state: { dossierId: string } };
      await pool.query(UPSERT, [
        state.dossierId,
        logicalTopic(kafka, context.getTopic()),
        revision,
        JSON.stringify(state),
      ]);
      watch.end();
    });
    const timing = await watch.timing();
    await server.close();
    await pool.end();
    return timing;
  },

  /** The fold's own facts and counters, in the memory of one process that loses them when it ends. */
  async memory({ kafka, events }: Input) {
    const facts = new Map<string, Fact>();
    const deltas = new CounterDeltas();
    const watch = stopwatch(events);
    const server = await listen(kafka, true, async (_, context) => {
      watch.begin();
      const heard = decodeEvent(context.getMessage() as unknown as EncodedEvent);
      const before = facts.get(heard.dossierId) ?? unheardFact(context.getPartition(), heard.dossierId);
      const after = mergeEvent(before, heard);
      facts.set(heard.dossierId, after);
      deltas.move(contributions(before), contributions(after));
      watch.end();
    });
    const timing = await watch.timing();
    await server.close();
    const totals = Object.fromEntries(measureNames.map((name) => [name.toLowerCase(), 0]));
    for (const { counts } of deltas.agencyDays()) {
      measureNames.forEach((name, measure) => (totals[name.toLowerCase()]! += counts[measure]!));
    }
    return { ...timing, totals };
  },
});
