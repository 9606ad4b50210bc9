import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateOutboxAndInbox1700000000001 implements MigrationInterface {
  readonly name = 'CreateOutboxAndInbox1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        position bigint generated always as identity primary key,
        topic text not null,
        key text not null,
        headers jsonb not null,
        value text not null,
        recorded_at timestamptz not null default clock_timestamp()
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await runner.query(`
      create table inbox (
        consumer text not null,
        event_id text not null,
        claimed_at timestamptz not null default now(),
        primary key (consumer, event_id)
      )`);
    await runner.query('create index inbox_claimed_at on inbox using brin (claimed_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox, inbox');
  }
}

class CreateOutboxRefused1796000000001 implements MigrationInterface {
  readonly name = 'CreateOutboxRefused1796000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox_refused (
        position bigint primary key,
        topic text not null,
        key text not null,
        headers jsonb not null,
        value text not null,
        recorded_at timestamptz not null,
        reason text not null,
        refused_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox_refused');
  }
}

/** Tables of every service that publishes or consumes. */
export const messagingMigrations: readonly MigrationClass[] = [
  CreateOutboxAndInbox1700000000001,
  CreateOutboxRefused1796000000001,
];

export const messagingGrants: Grants = {
  tables: {
    outbox: 'select, insert, delete',
    outbox_refused: 'select, insert',
    inbox: 'select, insert, delete',
  },
};
