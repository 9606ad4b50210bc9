import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalogueAndDossiers1764000000000 implements MigrationInterface {
  readonly name = 'CreateCatalogueAndDossiers1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agency (
        code text primary key,
        name text not null,
        kind text not null,
        parent text references agency
      );
      create table procedure (
        code text not null,
        version integer not null,
        name text not null,
        field text not null,
        online_level text not null,
        time_limit jsonb,
        clock_policy text not null,
        fee jsonb,
        valid_from date not null,
        primary key (code, version)
      );
      create table calendar (
        calendar_id text primary key,
        revision integer not null,
        definition jsonb not null
      );
      create table dossier (
        id uuid primary key,
        code text not null unique,
        revision integer not null,
        state jsonb not null,
        applicant text not null
      );
      create table dossier_history (
        dossier_id uuid not null references dossier,
        revision integer not null,
        type text not null,
        happened_at timestamptz not null,
        recorded_at timestamptz not null,
        actor text not null,
        reason text,
        primary key (dossier_id, revision)
      );
      create table dossier_sequence (
        agency text not null,
        day date not null,
        last_number integer not null,
        primary key (agency, day)
      );
      create view audit as select id as dossier_id, revision, state from dossier;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop view audit; drop table dossier_sequence, dossier_history, dossier, calendar, procedure, agency',
    );
  }
}
