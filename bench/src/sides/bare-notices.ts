import { deadlineEvents } from '@motcua/contracts';
import { createKafka, createProducer, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { serve } from '../side.ts';

export interface BareNotices {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: string;
  /** When the last of them has fallen due, in milliseconds since 1970. */
  readonly from: number;
}

serve({
  /** What no system can do without: one statement that marks every row, and the records sent from memory. */
  async give({ kafka, databaseUrl, from }: BareNotices): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const producer = createProducer(createKafka(kafka));
    await producer.connect();
    await delay(Math.max(0, from - Date.now()));
    const { rows } = await client.query<{ dossier_id: string; state: object }>(
      'update deadline set missed_notice_from = null where missed_notice_from <= now() returning dossier_id, state',
    );
    const messages = rows.map(({ dossier_id: key, state }) => ({ key, value: JSON.stringify(state) }));
    for (let first = 0; first < messages.length; first += 1_000) {
      await producer.send({
        acks: -1,
        topic: physicalTopic(kafka, deadlineEvents.topic),
        messages: messages.slice(first, first + 1_000),
      });
    }
    await producer.disconnect();
    await client.end();
  },
});
