import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies get a history, and procedures all that a dossier is settled by. */
export class VersionCatalogue1764000000002 implements MigrationInterface {
  readonly name = 'VersionCatalogue1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agency drop constraint agency_parent_fkey, drop constraint agency_pkey;
      alter table agency
        add calendar_id text not null default 'province',
        add valid_from date not null default '2000-01-01',
        add valid_until date,
        add successor text,
        add primary key (code, valid_from);
      alter table agency alter valid_from drop default;
      alter table procedure
        add online_time_limit jsonb,
        add result_on_paper boolean not null default true,
        add steps jsonb not null default '[]',
        add components jsonb not null default '[]';
      update procedure set
        time_limit = case when time_limit is null or time_limit = 'null' then null
          else time_limit || '{"cutOff": null, "skipHolidays": false}' end,
        fee = case when fee is null or fee = 'null' then null else fee || '{"lines": []}' end;
      alter table procedure
        alter result_on_paper drop default, alter steps drop default, alter components drop default;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from agency where exists (
        select from agency as later where later.code = agency.code and later.valid_from > agency.valid_from);
      alter table agency drop constraint agency_pkey, drop calendar_id, drop valid_from, drop valid_until, drop successor;
      alter table agency add primary key (code), add foreign key (parent) references agency;
      alter table procedure drop online_time_limit, drop result_on_paper, drop steps, drop components`);
  }
}
