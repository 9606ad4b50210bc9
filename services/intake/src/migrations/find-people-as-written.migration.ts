import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes of other systems are found in any case, and a warning of a likely duplicate is noted as an access. */
export class FindPeopleAsWritten1764000000020 implements MigrationInterface {
  readonly name = 'FindPeopleAsWritten1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index dossier_search_external_code;
      create index dossier_search_external_code on dossier_search (upper(external_code)) where external_code is not null;
      alter table personal_data_access drop constraint personal_data_access_purpose_check,
        add constraint personal_data_access_purpose_check
          check (purpose in ('SHOW', 'FORM', 'LOOK_UP', 'SEARCH', 'EXPORT', 'NOTIFY', 'DUPLICATE'));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table personal_data_access drop constraint personal_data_access_purpose_check;
      alter table personal_data_access add constraint personal_data_access_purpose_check
        check (purpose in ('SHOW', 'FORM', 'LOOK_UP', 'SEARCH', 'EXPORT', 'NOTIFY')) not valid;
      drop index dossier_search_external_code;
      create index dossier_search_external_code on dossier_search (external_code) where external_code is not null;`);
  }
}
