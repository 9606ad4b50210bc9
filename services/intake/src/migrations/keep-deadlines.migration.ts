import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Intake's copy of the public state of each dossier's clock. No reference to `dossier`: a restored database may receive a
 * clock before it has the dossier again, and a copy must not stop a partition.
 */
export class KeepDeadlines1764000000007 implements MigrationInterface {
  readonly name = 'KeepDeadlines1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dossier_deadline (
        dossier_id uuid primary key,
        revision integer not null,
        state jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dossier_deadline');
  }
}
