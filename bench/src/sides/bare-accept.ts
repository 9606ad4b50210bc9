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

interface BareInput {
  readonly databaseUrl: string;
  readonly accepts: readonly BareAccept[];
  readonly concurrency: number;
  readonly prepared: boolean;
}

serve({
  /**
   * The rows of the accept command, in the same transaction, with pg and nothing else; `prepared`: each statement
   * planned once a connection, as the service does.
   */
  async accept(input: BareInput) {
    const clients = await Promise.all(
      Array.from({ length: input.concurrency }, async () => {
        const client = new pg.Client({ connectionString: input.databaseUrl });
        await client.connect();
        return client;
      }),
    );
    const times = await timeAll(input.accepts, input.concurrency, async (accept, worker) => {
      await writeRows(queryOf(clients[worker]!, input.prepared), accept);
    });
    await Promise.all(clients.map((client) => client.end()));
    return times;
  },
});

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

const queryOf =
  (client: pg.Client, prepared: boolean): Query =>
  (text, values) =>
    client.query(prepared ? { name: text.slice(0, 63), text, values } : { text, values });

async function writeRows(query: Query, accept: BareAccept): Promise<void> {
  const { dossierId, key, state, answer, type, record } = accept;
  const now = new Date();
  await query('begin');
  await query(
    `insert into command_answer (principal, key, fingerprint) values ('officer', $1, 'bench') on conflict do nothing`,
    [key],
  );
  await query('select id, code, revision, state, applicant from dossier where id = $1 for update', [dossierId]);
  await query('update dossier set revision = 2, state = $2 where id = $1', [dossierId, state]);
  await query(
    `insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor) values ($1, 2, $2, $3, $3, 'officer')`,
    [dossierId, type, now],
  );
  await query('insert into outbox (topic, key, headers, value) values ($1, $2, $3, $4)', [
    record.topic,
    record.key,
    JSON.stringify(record.headers),
    record.value,
  ]);
  await query(
    `update command_answer set status = 200, body = $2, revision = 2 where principal = 'officer' and key = $1`,
    [key, answer],
  );
  await query('commit');
}
