import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row an edition of a calendar, so that what happened on a day is promised by the edition of that day. When the editions
 * that are here already were published is not known: they hold before all that arrive from now on.
 */
export class KeepCalendarEditions1764000000012 implements MigrationInterface {
  readonly name = 'KeepCalendarEditions1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calendar drop constraint calendar_pkey, add primary key (calendar_id, revision),
        add published_at timestamptz not null default to_timestamp(0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from calendar as edition using calendar as newer
      where newer.calendar_id = edition.calendar_id and newer.revision > edition.revision;
      alter table calendar drop constraint calendar_pkey, add primary key (calendar_id), drop column published_at`);
  }
}
