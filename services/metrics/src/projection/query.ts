import type { Client } from 'pg';

/** Runs a statement and gives its rows; both TypeORM's managers and plain clients can. */
export type Query = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;

export const queryOf =
  (client: Client): Query =>
  async <Row>(sql: string, parameters?: unknown[]) =>
    (await client.query(sql, parameters)).rows as Row[];
