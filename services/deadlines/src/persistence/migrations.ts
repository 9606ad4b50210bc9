import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { sqlMigration, type Grants, type MigrationClass } from '@motcua/persistence';

const createCalendarsAndDeadlines = sqlMigration({
  name: 'CreateCalendarsAndDeadlines1764000000001',
  /** The indexes hold only clocks that run towards a notice: a million closed deadlines cost the schedule nothing. */
  up: `
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
    create view audit as select dossier_id, revision, state from deadline;`,
  down: 'drop view audit; drop table deadline, calendar',
});

const keepLedgersAndWorkLists = sqlMigration({
  name: 'KeepLedgersAndWorkLists1764000000004',
  /** A notice that was given is in the state from now on, so a row waits for a notice iff its instant is set. */
  up: `
    create table calendar_edition (
      calendar_id text not null,
      revision integer not null,
      definition jsonb not null,
      published_at timestamptz not null,
      published_by text not null,
      primary key (calendar_id, revision)
    );
    create table reprojection (
      calendar_id text not null,
      revision integer not null,
      cursor uuid,
      examined integer not null default 0,
      moved integer not null default 0,
      finished_at timestamptz,
      primary key (calendar_id, revision)
    );
    insert into calendar_edition select calendar_id, revision, definition, now(), 'start' from calendar;
    drop index deadline_due_soon, deadline_missed;
    update deadline set
      due_soon_notice_from = case when due_soon_noticed_at is null then due_soon_notice_from end,
      missed_notice_from = case when missed_noticed_at is null then missed_notice_from end,
      state = state || jsonb_build_object(
        'dueSoonNotice', case when due_soon_noticed_at is not null then jsonb_build_object(
          'at', to_char(due_soon_noticed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'of', state -> 'dueSoonAt') end,
        'missedNotice', case when missed_noticed_at is not null then jsonb_build_object(
          'at', to_char(missed_noticed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'of', state -> 'currentDueAt') end);
    alter table deadline
      drop due_soon_noticed_at, drop missed_noticed_at,
      add facts jsonb,
      add dossier_code text not null default '',
      add case_officer text,
      add due_soon_at timestamptz,
      add current_due_at timestamptz,
      add paused_since timestamptz,
      add closed_at timestamptz;
    update deadline set
      due_soon_at = (state ->> 'dueSoonAt')::timestamptz,
      current_due_at = (state ->> 'currentDueAt')::timestamptz,
      closed_at = (state ->> 'closedAt')::timestamptz,
      paused_since = case when state #>> '{pauses,-1,to}' is null
        then (state #>> '{pauses,-1,from}')::timestamptz end;
    create index deadline_due_soon on deadline (due_soon_notice_from) where due_soon_notice_from is not null;
    create index deadline_missed on deadline (missed_notice_from) where missed_notice_from is not null;
    create index deadline_open on deadline using gin (settling_agency_path) where closed_at is null and revision > 0;
    create index deadline_open_due on deadline (current_due_at, dossier_id) where closed_at is null and revision > 0;`,
  down: { impossible: 'Restore the database from before: an older edition cannot read the ledgers.' },
});

const listLateSteps = sqlMigration({
  name: 'ListLateSteps1764000000005',
  up: `
    alter table deadline add step_agency text, add step_due_at timestamptz;
    update deadline set step_agency = state #>> '{steps,-1,agency}', step_due_at = (state #>> '{steps,-1,dueAt}')::timestamptz
      where state #> '{steps,-1}' is not null and state #>> '{steps,-1,to}' is null;
    create index deadline_open_step on deadline (step_agency) where closed_at is null and revision > 0;`,
  down: 'alter table deadline drop step_agency, drop step_due_at',
});

const parkClocksAndProposeCalendars = sqlMigration({
  name: 'ParkClocksAndProposeCalendars1764000000006',
  /** Few clocks are parked, so the schedule that takes them up reads an index that is mostly empty. */
  up: `
    alter table deadline add parked_since timestamptz, add tried_revision integer not null default 0;
    create index deadline_parked on deadline (dossier_id) where parked_since is not null;
    alter table calendar_edition add proposed_by text;
    create table calendar_proposal (
      calendar_id text primary key,
      proposal_id uuid not null,
      from_revision integer not null,
      definition jsonb not null,
      past_changes text[] not null,
      proposed_at timestamptz not null,
      proposed_by text not null
    );`,
  down: `
    drop table calendar_proposal;
    alter table calendar_edition drop proposed_by;
    alter table deadline drop parked_since, drop tried_revision`,
});

const dropSumsOfReprojections = sqlMigration({
  name: 'DropSumsOfReprojections1764000000007',
  up: 'alter table reprojection drop examined, drop moved',
  down: 'alter table reprojection add examined integer not null default 0, add moved integer not null default 0',
});

export const deadlinesMigrations: readonly MigrationClass[] = [
  createCalendarsAndDeadlines,
  keepLedgersAndWorkLists,
  listLateSteps,
  parkClocksAndProposeCalendars,
  dropSumsOfReprojections,
];

export const deadlinesGrants: Grants = {
  tables: {
    calendar: 'select, insert, update',
    calendar_edition: 'select, insert',
    calendar_proposal: 'select, insert, update, delete',
    reprojection: 'select, insert, update',
    deadline: 'select, insert, update',
    audit: 'select',
  },
};

/** All tables of the service, those of messaging and commands among them, and what its role may do with them. */
export const deadlinesSchema = {
  migrations: [...messagingMigrations, ...commandMigrations, ...deadlinesMigrations],
  grants: [messagingGrants, commandGrants, deadlinesGrants],
};
