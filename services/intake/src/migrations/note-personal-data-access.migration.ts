import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looked at whose personal data, and what a correction replaced. */
export class NotePersonalDataAccess1764000000010 implements MigrationInterface {
  readonly name = 'NotePersonalDataAccess1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table personal_data_access (
        id bigint generated always as identity primary key,
        who text not null,
        at timestamptz not null,
        dossier_id uuid,
        purpose text not null check (purpose in ('SHOW', 'FORM', 'LOOK_UP', 'SEARCH', 'EXPORT', 'NOTIFY')),
        detail text not null
      );
      create index personal_data_access_dossier on personal_data_access (dossier_id, at);
      alter table dossier_history add applicant_before text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dossier_history drop applicant_before; drop table personal_data_access');
  }
}
