import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fee of each dossier as payments last published it. No reference to `dossier`, as with the copies of clocks. */
export class KeepPayments1764000000014 implements MigrationInterface {
  readonly name = 'KeepPayments1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dossier_payment (
        dossier_id uuid primary key,
        revision integer not null,
        state jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dossier_payment');
  }
}
