import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a look-up of a dossier code failed, whether there is such a dossier or not; no code stands in it. */
export class CreateLookUpFailures1764000000008 implements MigrationInterface {
  readonly name = 'CreateLookUpFailures1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table look_up_failure (
        code_print bytea not null,
        failed_at timestamptz not null
      );
      create index look_up_failure_latest on look_up_failure (code_print, failed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table look_up_failure');
  }
}
