import { sqlMigration, type Grants, type MigrationClass } from '@motcua/persistence';

const createOutboxAndInbox = sqlMigration({
  name: 'CreateOutboxAndInbox1700000000001',
  up: `
    create table outbox (
      position bigint generated always as identity primary key,
      topic text not null,
      key text not null,
      headers jsonb not null,
      value text not null,
      recorded_at timestamptz not null default clock_timestamp()
    ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
    create table inbox (
      consumer text not null,
      event_id text not null,
      claimed_at timestamptz not null default now(),
      primary key (consumer, event_id)
    );
    create index inbox_claimed_at on inbox using brin (claimed_at);`,
  down: 'drop table outbox, inbox',
});

const createOutboxRefused = sqlMigration({
  name: 'CreateOutboxRefused1796000000001',
  up: `
    create table outbox_refused (
      position bigint primary key,
      topic text not null,
      key text not null,
      headers jsonb not null,
      value text not null,
      recorded_at timestamptz not null,
      reason text not null,
      refused_at timestamptz not null default now()
    )`,
  down: 'drop table outbox_refused',
});

/** Tables of every service that publishes or consumes. */
export const messagingMigrations: readonly MigrationClass[] = [createOutboxAndInbox, createOutboxRefused];

export const messagingGrants: Grants = {
  tables: {
    outbox: 'select, insert, delete',
    outbox_refused: 'select, insert',
    inbox: 'select, insert, delete',
  },
};
