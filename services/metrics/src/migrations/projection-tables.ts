import type { QueryRunner } from 'typeorm';

/** What one version of the projection keeps otherwise than another. */
export interface ProjectionShape {
  /** Columns of intake's slice beside those of every version. */
  readonly ofIntake: readonly string[];
  /** The same of deadlines' slice. */
  readonly ofDeadline: readonly string[];
  /** Columns of measures that make rates. */
  readonly rates: readonly string[];
  /** Columns of flows. */
  readonly flows: readonly string[];
  /** When a clock runs, for the index of due instants ahead. */
  readonly running: string;
  /** Partial indexes for gauges that are counted from the facts: columns and condition. */
  readonly gauges: readonly (readonly [columns: string, condition: string])[];
  /** Counters of procedures by month. */
  readonly procedureMonths: boolean;
}

const RECEIPTS = ['received_in_person', 'received_online', 'received_postal', 'offered', 'offered_submitted_online'];
const SETTLEMENTS = ['settled_early', 'settled_on_time', 'settled_overdue'];
const PAYMENTS = ['charged', 'paid_online'];
const RATINGS = ['rated_very_satisfied', 'rated_satisfied', 'rated_unsatisfied'];
const FLOWS = ['opened', 'closed', 'suspended', 'resumed', 'overdue_began', 'overdue_ended'];

export const VERSION_1: ProjectionShape = {
  procedureMonths: true,
  ofIntake: [],
  ofDeadline: [],
  flows: FLOWS,
  gauges: [],
  rates: [...RECEIPTS, ...SETTLEMENTS, 'settled_as_first_promised', ...PAYMENTS, ...RATINGS],
  running: `accepted_at is not null and completed_at is null and withdrawn_at is null and paused_since is null
    and current_due_at is not null`,
};

export const VERSION_2: ProjectionShape = {
  procedureMonths: true,
  ofIntake: ['terminated_at timestamptz', 'voided_at timestamptz'],
  ofDeadline: [],
  flows: FLOWS,
  gauges: [],
  rates: [...RECEIPTS, ...SETTLEMENTS, 'first_settled', 'settled_as_first_promised', ...PAYMENTS, ...RATINGS],
  running: `accepted_at is not null and completed_at is null and withdrawn_at is null and terminated_at is null
    and voided_at is null and paused_since is null and current_due_at is not null`,
};

export const VERSION_3: ProjectionShape = {
  procedureMonths: true,
  ofIntake: [
    ...VERSION_2.ofIntake,
    'imported boolean',
    ...[
      'effective_submitted_at',
      'fee_owed_since',
      'refused_at',
      'first_supplement_at',
      'second_supplement_at',
      'completion_recorded_at',
    ].map((name) => `${name} timestamptz`),
    'waited_minutes int4',
    'transfers jsonb',
  ],
  ofDeadline: ['parked_since timestamptz'],
  rates: [
    ...VERSION_2.rates,
    'completed',
    'completed_not_judged',
    'settled_recorded_late',
    'first_settled_past_limit',
    'overdue_left_behind',
    'overdue_taken_over',
    'ended_overdue',
    'wait_known',
    'waited_long',
  ],
  flows: [...FLOWS, 'late_by_second_supplement', 'late_already', 'late_closed'],
  running: VERSION_2.running,
  gauges: [
    [
      'receiving_agency',
      `effective_submitted_at is not null
        and num_nonnulls(accepted_at, refused_at, withdrawn_at, terminated_at, voided_at) = 0`,
    ],
    [
      'settling_agency',
      `parked_since is not null and accepted_at is not null
        and num_nonnulls(withdrawn_at, terminated_at, voided_at) = 0`,
    ],
  ],
};

const [UNANSWERED, ...OTHER_GAUGES] = VERSION_3.gauges;

export const VERSION_4: ProjectionShape = {
  ...VERSION_3,
  procedureMonths: false,
  ofIntake: [...VERSION_3.ofIntake, 'open_stop_recorded_at timestamptz', 'end_recorded_at timestamptz'],
  ofDeadline: [...VERSION_3.ofDeadline, 'overdue_from timestamptz'],
  gauges: [['receiving_agency, effective_submitted_at', UNANSWERED![1]], ...OTHER_GAUGES],
};

export const VERSION_5: ProjectionShape = {
  ...VERSION_4,
  rates: [...VERSION_4.rates, 'recorded_late_at_responsible'],
  gauges: [
    ...VERSION_4.gauges,
    [
      'settling_agency',
      `open_stop_recorded_at > overdue_from and paused_since is not null and accepted_at is not null
        and num_nonnulls(completed_at, withdrawn_at, terminated_at, voided_at) = 0`,
    ],
  ],
};

/** Rows are updated far more often than inserted: room on each page keeps the updates off the index. */
const UPDATED_OFTEN = 'with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)';

const counted = (measures: readonly string[]): string =>
  measures.map((measure) => `${measure} int4 not null default 0`).join(', ');

export async function createFactAndCounters(runner: QueryRunner, shape: ProjectionShape): Promise<void> {
  await createFact(runner, shape);
  const [rates, flows] = [counted(shape.rates), counted(shape.flows)];
  await runner.query(`
    create table projection.counter_agency_day (
      partition smallint not null, day date not null, agency text not null, ${rates}, ${flows},
      primary key (partition, day, agency)
    ) ${UPDATED_OFTEN}`);
  await runner.query(`
    create table projection.counter_agency_year (
      partition smallint not null, year int4 not null, agency text not null, ${rates}, ${flows},
      primary key (partition, year, agency)
    ) ${UPDATED_OFTEN}`);
  if (!shape.procedureMonths) return;
  await runner.query(`
    create table projection.counter_procedure_month (
      partition smallint not null, month int4 not null, procedure text not null, agency text not null, ${rates},
      primary key (partition, month, procedure, agency)
    ) ${UPDATED_OFTEN}`);
}

async function createFact(
  runner: QueryRunner,
  { ofIntake, ofDeadline, running, gauges }: ProjectionShape,
): Promise<void> {
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
      ${ofIntake.map((column) => `${column},`).join(' ')}
      deadline_revision int4,
      original_due_at timestamptz,
      current_due_at timestamptz,
      due_soon_at timestamptz,
      pauses jsonb,
      paused_since timestamptz,
      ${ofDeadline.map((column) => `${column},`).join(' ')}
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
    where ${running}`);
  for (const [columns, condition] of gauges) {
    await runner.query(`create index on projection.fact (${columns}) where ${condition}`);
  }
}

/** Tables as a whole, not column by column: after a replay their indexes go by names that PostgreSQL gave. */
export async function dropFactAndCounters(runner: QueryRunner): Promise<void> {
  await runner.query('drop table projection.fact, projection.counter_agency_day, projection.counter_agency_year');
  await runner.query('drop table if exists projection.counter_procedure_month');
}

/** Folding begins at the topics' first records again; another number of folds lets no process trust what it remembers. */
export async function emptyProgress(runner: QueryRunner): Promise<void> {
  await runner.query(`
    update projection.progress set next_offsets = '{}', events = 0, appended_at = null, folded_at = null,
      cluster_id = null, contributions_version = null, folds = folds + 1`);
}
