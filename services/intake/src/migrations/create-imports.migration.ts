import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which dossier came of which dossier of another system. The code there is unique over all sources: a wrong name of a
 * source must not take everything in twice. `sealed` holds a fingerprint of the row, from which a name could be guessed.
 */
export class CreateImports1764000000006 implements MigrationInterface {
  readonly name = 'CreateImports1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imported_dossier (
        external_code text primary key,
        source text not null,
        dossier_id uuid not null unique references dossier on delete cascade,
        sealed text not null,
        imported_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table imported_dossier');
  }
}
