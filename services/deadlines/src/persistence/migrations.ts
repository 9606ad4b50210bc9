import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateCalendarsAndDeadlines1764000000001 implements MigrationInterface {
  readonly name = 'CreateCalendarsAndDeadlines1764000000001';

  /** The indexes hold only clocks that run towards a notice: a million closed deadlines cost the schedule nothing. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar (
        calendar_id text primary key,
        revision integer not null,
        definition jsonb not null
      );
      create table deadline (
        dossier_id uuid primary key,
        dossier_revision integer not null,
        revision integer not null,
        state jsonb not null,
        settling_agency_path text[] not null,
        due_soon_notice_from timestamptz,
        missed_notice_from timestamptz,
        due_soon_noticed_at timestamptz,
        missed_noticed_at timestamptz
      );
      create index deadline_due_soon on deadline (due_soon_notice_from)
        where due_soon_notice_from is not null and due_soon_noticed_at is null;
      create index deadline_missed on deadline (missed_notice_from)
        where missed_notice_from is not null and missed_noticed_at is null;
      create view audit as select dossier_id, revision, state from deadline;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view audit; drop table deadline, calendar');
  }
}

export const deadlinesMigrations: readonly MigrationClass[] = [CreateCalendarsAndDeadlines1764000000001];

export const deadlinesGrants: Grants = {
  tables: {
    calendar: 'select, insert, update',
    deadline: 'select, insert, update',
    audit: 'select',
  },
};
