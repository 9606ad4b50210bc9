import { Client } from 'pg';
import { type SliceName, sliceReading } from '../facts/index.js';
import { LIVE_SCHEMA } from '../projection/index.js';

/** What one side says of a dossier. */
export interface AuditedState<State> {
  readonly dossierId: string;
  readonly revision: number;
  readonly state: State;
}

const CHUNK = 2_000;

/** A session for long reads: nothing is written, and a cursor may stand open for minutes. */
export async function openReader(url: string, name: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: '-c default_transaction_read_only=on -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
  });
  client.on('error', () => undefined); // The query under way, or the next one, rejects with the same fault.
  await client.connect();
  return client;
}

/** Rows of a query in chunks, from one snapshot; memory does not grow with their number. */
async function* streamed<Row extends unknown[]>(
  client: Client,
  sql: string,
  { types, snapshot }: { readonly types?: never; readonly snapshot?: string | undefined } = {},
): AsyncGenerator<Row[]> {
  await client.query('begin isolation level repeatable read read only');
  try {
    if (snapshot !== undefined) await client.query(`set transaction snapshot '${snapshot}'`);
    await client.query(`declare audited no scroll cursor for ${sql}`);
    for (;;) {
      const { rows } = await client.query<Row>({ text: `fetch ${CHUNK} from audited`, rowMode: 'array', types });
      if (rows.length > 0) yield rows;
      if (rows.length < CHUNK) return;
    }
  } finally {
    await client.query('rollback').catch(() => undefined); // A session that is lost has no transaction any more.
  }
}

const sliceStatement = (slice: SliceName, schema: string, condition: string): string => {
  const { columns, revisionColumn } = sliceReading(slice);
  return `select ${columns} from ${schema}.fact where ${revisionColumn} is not null and ${condition}`;
};

/**
 * Of all facts that have heard a producer, what they heard, in the order of dossier ids.
 * `snapshot` is the name of one that another session holds.
 */
export async function* streamSlice(
  client: Client,
  slice: SliceName,
  { schema = LIVE_SCHEMA, snapshot }: { readonly schema?: string; readonly snapshot?: string } = {},
): AsyncGenerator<AuditedState<object>> {
  const { rows: partitions } = await client.query<{ partition: number }>(`select partition from ${schema}.progress`);
  const { read, types } = sliceReading(slice);
  // Each partition comes in order from its index, and PostgreSQL merges them: nothing is sorted, nothing collected.
  const parts = partitions.map(({ partition }) => `(${sliceStatement(slice, schema, `partition = ${partition}`)})`);
  const sql = `${parts.join(' union all ')} order by dossier_id`;
  for await (const rows of streamed<(string | null)[]>(client, sql, { types, snapshot })) {
    for (const row of rows) yield auditedStateOf(read(row));
  }
}

/** What some facts have heard from a producer, by dossier id. */
export async function readSlices(
  client: Client,
  slice: SliceName,
  dossierIds: readonly string[],
  schema = LIVE_SCHEMA,
): Promise<Map<string, AuditedState<object>>> {
  const { read, types } = sliceReading(slice);
  const { rows } = await client.query<(string | null)[]>({
    text: sliceStatement(
      slice,
      schema,
      `partition = any (array(select partition from ${schema}.progress)) and dossier_id = any($1::uuid[])`,
    ),
    values: [dossierIds],
    rowMode: 'array',
    types,
  });
  return new Map(rows.map((row) => [row[0]!, auditedStateOf(read(row))]));
}

const auditedStateOf = ({ dossierId, state }: { dossierId: string; state: object }): AuditedState<object> => ({
  dossierId,
  revision: (state as { readonly revision: number }).revision,
  state,
});

/** A row at revision 0 has published nothing yet: it only reserves its dossier. */
const AUDIT_VIEW = 'select dossier_id::text, revision, state from audit where revision > 0';
type AuditRow = [string, number, unknown];
const rowOf = ([dossierId, revision, state]: AuditRow): AuditedState<unknown> => ({ dossierId, revision, state });

/** What a service itself says of its dossiers, in the order of their ids. */
export async function* streamAuditView(client: Client): AsyncGenerator<AuditedState<unknown>> {
  for await (const rows of streamed<AuditRow>(client, `${AUDIT_VIEW} order by audit.dossier_id`))
    yield* rows.map(rowOf);
}

/** What a service itself says of some dossiers, by dossier id. */
export async function readAuditView(
  client: Client,
  dossierIds: readonly string[],
): Promise<Map<string, AuditedState<unknown>>> {
  const { rows } = await client.query<AuditRow>({
    text: `${AUDIT_VIEW} and audit.dossier_id = any($1::uuid[])`,
    values: [dossierIds],
    rowMode: 'array',
  });
  return new Map(rows.map((row) => [row[0], rowOf(row)]));
}
