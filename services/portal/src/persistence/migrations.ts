import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateSessions1764300000000 implements MigrationInterface {
  readonly name = 'CreateSessions1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table session (
        id_hash text primary key,
        subject text not null,
        signed_in_at timestamptz not null,
        begun_at timestamptz not null default now(),
        used_at timestamptz not null default now(),
        good_until timestamptz not null,
        access_good_until timestamptz not null,
        sealed text not null
      );
      create index session_subject on session (subject);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session');
  }
}

export const portalMigrations: readonly MigrationClass[] = [CreateSessions1764300000000];

export const portalGrants: Grants = { tables: { session: 'select, insert, update, delete' } };
