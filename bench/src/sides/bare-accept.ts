import type { EventRecord } from '@motcua/messaging';
import pg from 'pg';
import { serve } from '../side.ts';
import { timeAll } from '../time-all.ts';

/** All that accepting one dossier writes, worked out beforehand. */
export interface BareAccept {
  readonly dossierId: string;
  readonly key: string;
  readonly state: string;
  readonly answer: string;
  readonly type: string;
  readonly record: EventRecord;
}

serve({
  /** The rows of the accept command, by the same statements in the same transaction, with pg and nothing else. */
  async accept(input: { databaseUrl: string; accepts: readonly BareAccept[]; concurrency: number }) {
    const clients = await Promise.all(
      Array.from({ length: input.concurrency }, async () => {
        const client = new pg.Client({ connectionString: input.databaseUrl });
        await client.connect();
        return client;
      }),
    );
    const times = await timeAll(input.accepts, input.concurrency, async (accept, worker) => {
      await writeRows(clients[worker]!, accept);
    });
    await Promise.all(clients.map((client) => client.end()));
    return times;
  },
});

async function writeRows(client: pg.Client, accept: BareAccept): Promise<void> {
  const { dossierId, key, state, answer, type, record } = accept;
  const now = new Date();
  await client.query('begin');
  await client.query(
    `insert into command_answer (principal, key, fingerprint) values ('officer', $1, 'bench') on conflict do nothing`,
    [key],
  );
  await client.query('select id, code, revision, state, applicant from dossier where id = $1 for update', [dossierId]);
  await client.query('update dossier set revision = 2, state = $2 where id = $1', [dossierId, state]);
  await client.query(
    `insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor) values ($1, 2, $2, $3, $3, 'officer')`,
    [dossierId, type, now],
  );
  await client.query('insert into outbox (topic, key, headers, value) values ($1, $2, $3, $4)', [
    record.topic,
    record.key,
    JSON.stringify(record.headers),
    record.value,
  ]);
  await client.query(
    `update command_answer set status = 200, body = $2, revision = 2 where principal = 'officer' and key = $1`,
    [key, answer],
  );
  await client.query('commit');
}
