import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where a look-up of a dossier code failed; it holds no address. */
export class NotePlacesOfLookUps1764000000018 implements MigrationInterface {
  readonly name = 'NotePlacesOfLookUps1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table look_up_failure add place_print bytea;
      create index look_up_failure_of_place on look_up_failure (place_print, failed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table look_up_failure drop place_print');
  }
}
