import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateSurveysAndAnswers1764000002000 implements MigrationInterface {
  readonly name = 'CreateSurveysAndAnswers1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table survey (
        dossier_id uuid primary key,
        dossier_revision integer not null,
        revision integer not null,
        state jsonb not null,
        counter_path text[] not null
      );
      create table invitation (
        token_hash text primary key,
        dossier_id uuid not null references survey,
        stage text not null,
        unique (dossier_id, stage)
      );
      create table answer (
        token_hash text primary key references invitation,
        rating text not null,
        comment text,
        answered_at timestamptz not null
      );
      create view audit as select dossier_id, revision, state from survey;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view audit; drop table answer, invitation, survey');
  }
}

/** Who was shown tokens that answer for an applicant. */
class NoteInvitationAccess1764000002001 implements MigrationInterface {
  readonly name = 'NoteInvitationAccess1764000002001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table invitation_access (
        id bigint generated always as identity primary key,
        who text not null,
        at timestamptz not null,
        dossier_id uuid not null,
        stages text[] not null
      );
      create index invitation_access_dossier on invitation_access (dossier_id, at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table invitation_access');
  }
}

export const surveysMigrations: readonly MigrationClass[] = [
  CreateSurveysAndAnswers1764000002000,
  NoteInvitationAccess1764000002001,
];

/** Answers and the log of accesses are append-only by right: nobody who runs the service can rewrite them. */
export const surveysGrants: Grants = {
  tables: {
    survey: 'select, insert, update',
    invitation: 'select, insert',
    answer: 'select, insert',
    invitation_access: 'insert',
    audit: 'select',
  },
};
