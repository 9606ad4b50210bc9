import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietKafka } from '../../../deploy/local/src/parts/kafka-part.ts';
import type { Stack } from '../../../deploy/local/src/stack.ts';
import { ask } from './recount.ts';

/** A place where something is written down, and all that stands there. */
export interface Told {
  readonly place: string;
  readonly text: string;
}

/** Standard output and error of every process, parts included. */
export function logsOf(stack: Stack): readonly Told[] {
  const { logs } = stack.paths;
  return readdirSync(logs).map((file) => ({ place: `log ${file}`, text: readFileSync(join(logs, file), 'utf8') }));
}

const databases = ['intake', 'deadlines', 'payments', 'surveys', 'metrics', 'portal'] as const;

/** Every row of every table of every service's database. */
export async function tablesOf(stack: Stack): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const service of databases) {
    const tables = await ask<{ name: string }>(
      stack,
      service,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const rows = await ask<{ row: string }>(stack, service, `select each::text as row from ${name} as each`);
      told.push({ place: `table ${name} of ${service}`, text: rows.map(({ row }) => row).join('\n') });
    }
  }
  return told;
}

/** Every record of every topic from its beginning: key, headers and value. */
export async function topicsOf(stack: Stack): Promise<readonly Told[]> {
  const kafka = quietKafka('motcua-canary', [stack.endpoints.KAFKA_BROKERS]);
  const [admin, consumer] = [
    kafka.admin(),
    kafka.consumer({ groupId: `canary-${randomUUID()}`, maxWaitTimeInMs: 100 }),
  ];
  const texts = new Map<string, string[]>();
  const unread = new Map<string, number>();
  const complete = Promise.withResolvers<void>();
  await Promise.all([admin.connect(), consumer.connect()]);
  try {
    const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
    for (const topic of topics) {
      texts.set(topic, []);
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (Number(high) > Number(low)) unread.set(`${topic}/${partition}`, Number(high));
      }
    }
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message: { key, headers, value, offset } }) => {
        const said = Object.entries(headers ?? {}).map(([name, header]) => `${name}: ${String(header)}`);
        texts.get(topic)!.push([String(key), ...said, String(value)].join('\n'));
        const end = unread.get(`${topic}/${partition}`);
        if (end !== undefined && Number(offset) + 1 >= end) unread.delete(`${topic}/${partition}`);
        if (unread.size === 0) complete.resolve();
      },
    });
    await complete.promise;
  } finally {
    await Promise.all([admin.disconnect(), consumer.disconnect()]);
  }
  return [...texts].map(([topic, records]) => ({ place: `topic ${topic}`, text: records.join('\n') }));
}
