import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './migrations.js';

export interface SqlMigration {
  /** What it is for, and a Unix time in milliseconds that orders it: `CreateInbox1700000000001`. Never changes. */
  readonly name: string;
  readonly up: string;
  /** SQL that undoes it; or why that cannot be, and what to do instead. */
  readonly down: string | { readonly impossible: string };
}

/** A migration that is plain SQL both ways; several statements have semicolons between them. */
export function sqlMigration({ name, up, down }: SqlMigration): MigrationClass {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(up);
    }

    async down(runner: QueryRunner): Promise<void> {
      if (typeof down !== 'string') throw new Error(down.impossible);
      await runner.query(down);
    }
  };
}
