import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LIVE_SCHEMA } from './projection-schema.js';

const RATE_COLUMNS = `
  received_in_person int4 not null default 0,
  received_online int4 not null default 0,
  received_postal int4 not null default 0,
  offered int4 not null default 0,
  offered_submitted_online int4 not null default 0,
  settled_early int4 not null default 0,
  settled_on_time int4 not null default 0,
  settled_overdue int4 not null default 0,
  settled_as_first_promised int4 not null default 0,
  charged int4 not null default 0,
  paid_online int4 not null default 0,
  rated_very_satisfied int4 not null default 0,
  rated_satisfied int4 not null default 0,
  rated_unsatisfied int4 not null default 0`;

const FLOW_COLUMNS = `
  opened int4 not null default 0,
  closed int4 not null default 0,
  suspended int4 not null default 0,
  resumed int4 not null default 0,
  overdue_began int4 not null default 0,
  overdue_ended int4 not null default 0`;

/** Rows are updated far more often than inserted: room on each page keeps the updates off the index. */
const UPDATED_OFTEN = 'with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)';

class CreateProjection1700000002001 implements MigrationInterface {
  readonly name = 'CreateProjection1700000002001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema projection');
    await runner.query(`
      create table projection.progress (
        partition smallint primary key,
        cluster_id text,
        contributions_version int,
        next_offsets jsonb not null default '{}',
        folds bigint not null default 0,
        events bigint not null default 0,
        appended_at timestamptz,
        folded_at timestamptz
      ) with (fillfactor = 50)`);
    await runner.query('insert into projection.progress (partition) select generate_series(0, 23)');
    await this.createFact(runner);
    await runner.query(`
      create table projection.counter_agency_day (
        partition smallint not null, day date not null, agency text not null, ${RATE_COLUMNS}, ${FLOW_COLUMNS},
        primary key (partition, day, agency)
      ) ${UPDATED_OFTEN}`);
    await runner.query(`
      create table projection.counter_agency_year (
        partition smallint not null, year int4 not null, agency text not null, ${RATE_COLUMNS}, ${FLOW_COLUMNS},
        primary key (partition, year, agency)
      ) ${UPDATED_OFTEN}`);
    await runner.query(`
      create table projection.counter_procedure_month (
        partition smallint not null, month int4 not null, procedure text not null, agency text not null, ${RATE_COLUMNS},
        primary key (partition, month, procedure, agency)
      ) ${UPDATED_OFTEN}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema projection cascade');
  }

  private async createFact(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table projection.fact (
        partition smallint not null,
        dossier_id uuid not null,
        intake_revision int4,
        procedure_code text,
        offered_online boolean,
        fee_bearing boolean,
        channel text,
        receiving_agency text,
        settling_agency text,
        status text,
        accepted_at timestamptz,
        first_completed_at timestamptz,
        completed_at timestamptz,
        returned_at timestamptz,
        withdrawn_at timestamptz,
        deadline_revision int4,
        original_due_at timestamptz,
        current_due_at timestamptz,
        due_soon_at timestamptz,
        pauses jsonb,
        paused_since timestamptz,
        closed_at timestamptz,
        outcome text,
        payment_revision int4,
        amount_vnd bigint,
        payment_status text,
        payment_method text,
        settled_at timestamptz,
        refunded_at timestamptz,
        survey_revision int4,
        invitations jsonb,
        primary key (partition, dossier_id)
      ) ${UPDATED_OFTEN}`);
    await runner.query(`
      create index fact_running on projection.fact (current_due_at) include (due_soon_at, settling_agency)
      where accepted_at is not null and completed_at is null and withdrawn_at is null and paused_since is null
        and current_due_at is not null`);
  }
}

class CreateRegisters1700000002002 implements MigrationInterface {
  readonly name = 'CreateRegisters1700000002002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema registers');
    // Starts above whatever an earlier database has numbered, so that a wall left open goes on after a fresh start.
    await runner.query(`create sequence registers.frame_number as bigint start with ${Date.now()}`);
    await runner.query(`
      create table registers.target (
        indicator text not null,
        valid_from date not null,
        value numeric(6, 5) not null check (value between 0 and 1),
        source text not null,
        primary key (indicator, valid_from)
      )`);
    await runner.query(`
      insert into registers.target (indicator, valid_from, value, source) values
        ('onTime', '2023-01-01', 0.98, 'Resolution of the provincial People''s Council, targets for 2023'),
        ('satisfaction', '2023-01-01', 0.87, 'Resolution of the provincial People''s Council, targets for 2023')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema registers cascade');
  }
}

class CreateAuditRuns1700000002003 implements MigrationInterface {
  readonly name = 'CreateAuditRuns1700000002003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registers.audit_run (
        at timestamptz primary key,
        equal boolean not null,
        differing_counters int4 not null,
        differing_facts int4 not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table registers.audit_run');
  }
}

/** `projection` may be wiped and folded anew from the topics; `registers` holds what no topic does. */
export const metricsMigrations: readonly MigrationClass[] = [
  CreateProjection1700000002001,
  CreateRegisters1700000002002,
  CreateAuditRuns1700000002003,
];

/** What the service may do in a projection, by table. */
export const projectionRights: Readonly<Record<string, string>> = {
  progress: 'select, update',
  fact: 'select, insert, update',
  counter_agency_day: 'select, insert, update',
  counter_agency_year: 'select, insert, update',
  counter_procedure_month: 'select, insert, update',
};

export const metricsGrants: Grants = {
  schemas: ['public', LIVE_SCHEMA, 'registers'],
  tables: {
    ...Object.fromEntries(
      Object.entries(projectionRights).map(([table, rights]) => [`${LIVE_SCHEMA}.${table}`, rights]),
    ),
    'registers.target': 'select',
    'registers.audit_run': 'select, insert',
  },
  sequences: ['registers.frame_number'],
};
