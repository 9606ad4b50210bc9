import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { sqlMigration, type Grants, type MigrationClass } from '@motcua/persistence';

const createSurveysAndAnswers = sqlMigration({
  name: 'CreateSurveysAndAnswers1764000002000',
  up: `
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
    create view audit as select dossier_id, revision, state from survey;`,
  down: 'drop view audit; drop table answer, invitation, survey',
});

/** Who was shown tokens that answer for an applicant. */
const noteInvitationAccess = sqlMigration({
  name: 'NoteInvitationAccess1764000002001',
  up: `
    create table invitation_access (
      id bigint generated always as identity primary key,
      who text not null,
      at timestamptz not null,
      dossier_id uuid not null,
      stages text[] not null
    );
    create index invitation_access_dossier on invitation_access (dossier_id, at);`,
  down: 'drop table invitation_access',
});

export const surveysMigrations: readonly MigrationClass[] = [createSurveysAndAnswers, noteInvitationAccess];

/** Answers and the log of accesses are append-only by right: the service cannot rewrite them. */
export const surveysGrants: Grants = {
  tables: {
    survey: 'select, insert, update',
    invitation: 'select, insert',
    answer: 'select, insert',
    invitation_access: 'insert',
    audit: 'select',
  },
};

/** All tables of the service, those of messaging among them, and what its role may do with them. */
export const surveysSchema = {
  migrations: [...messagingMigrations, ...surveysMigrations],
  grants: [messagingGrants, surveysGrants],
};
