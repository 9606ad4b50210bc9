import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notifications for applicants. Personal data is in `sealed` only. `next_attempt_at` is also the lease of the sender
 * that has taken a row.
 */
export class CreateNotifications1764000000003 implements MigrationInterface {
  readonly name = 'CreateNotifications1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification (
        id uuid primary key,
        dossier_id uuid not null references dossier on delete cascade,
        kind text not null,
        occasion text not null,
        language text not null,
        sealed text not null,
        created_at timestamptz not null,
        next_attempt_at timestamptz not null,
        attempts integer not null default 0,
        sent_at timestamptz,
        failed_at timestamptz,
        last_fault text,
        unique (dossier_id, kind, occasion)
      );
      create index notification_waiting on notification (next_attempt_at) where sent_at is null and failed_at is null;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notification');
  }
}
