import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What dossiers say of themselves from now on; those that are here say what a reader of their last event takes for granted. */
export class KeepTransfersAndWaiting1764000000013 implements MigrationInterface {
  readonly name = 'KeepTransfersAndWaiting1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dossier set state = '{"transfers": [], "completionRecordedAt": null, "waitedWorkingMinutes": null,
        "appointmentProvisional": false}'::jsonb || state`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dossier set state = state - array['transfers', 'completionRecordedAt', 'waitedWorkingMinutes',
        'appointmentProvisional']`);
  }
}
