import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Tx } from './unit-of-work.js';

/**
 * A statement that each connection parses and plans once: for what runs with every command or batch. There must be only a few
 * different texts, because each connection keeps them until it ends.
 */
export class Statement<Row = never> {
  /** The same text has the same name, wherever it is written. */
  private readonly name: string;

  constructor(private readonly text: string) {
    this.name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  }

  async run(tx: Tx, parameters: readonly unknown[]): Promise<Row[]> {
    const client = (await tx.queryRunner!.connect()) as PoolClient;
    const { rows } = await client.query<Row & object>({ name: this.name, text: this.text, values: [...parameters] });
    return rows;
  }
}
