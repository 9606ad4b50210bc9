import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What dossiers are found by. Dossiers that are there already get their row without tokens, for a migration has no key:
 * `reindex-command` adds them.
 */
export class IndexDossiers1764000000005 implements MigrationInterface {
  readonly name = 'IndexDossiers1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dossier_search (
        dossier_id uuid primary key references dossier on delete cascade,
        submitted_at timestamptz not null,
        code text not null,
        external_code text,
        procedure_code text not null,
        receiving_agency text not null,
        settling_agency text not null,
        status text not null,
        case_officer text,
        tokens bytea[] not null,
        key_print bytea not null
      );
      insert into dossier_search
        select id, date_trunc('milliseconds', (state ->> 'submittedAt')::timestamptz), code, state ->> 'externalCode',
          state #>> '{procedure,code}', state ->> 'receivingAgency', state ->> 'settlingAgency', state ->> 'status',
          state ->> 'caseOfficer', '{}', ''
        from dossier;
      create index dossier_search_newest on dossier_search (submitted_at desc, dossier_id desc);
      create index dossier_search_code on dossier_search (code text_pattern_ops);
      create index dossier_search_external_code on dossier_search (external_code) where external_code is not null;
      create index dossier_search_procedure on dossier_search (procedure_code, submitted_at desc, dossier_id desc);
      create index dossier_search_receiving on dossier_search (receiving_agency, submitted_at desc, dossier_id desc);
      create index dossier_search_settling on dossier_search (settling_agency, submitted_at desc, dossier_id desc);
      create index dossier_search_status on dossier_search (status, submitted_at desc, dossier_id desc);
      create index dossier_search_officer on dossier_search (case_officer, submitted_at desc, dossier_id desc)
        where case_officer is not null;
      -- Written at once: a counter must not wait until a list of pending entries is worked off.
      create index dossier_search_tokens on dossier_search using gin (tokens) with (fastupdate = off);
      analyze dossier_search;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dossier_search');
  }
}
