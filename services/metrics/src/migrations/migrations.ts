import type { Grants, MigrationClass } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LIVE_SCHEMA, projectionRights } from '../projection/index.js';
import {
  createFactAndCounters,
  dropFactAndCounters,
  emptyProgress,
  VERSION_1,
  VERSION_2,
  VERSION_3,
  VERSION_4,
  VERSION_5,
} from './projection-tables.js';

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
    await createFactAndCounters(runner, VERSION_1);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema projection cascade');
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

/**
 * Counters of version 1 are not added to by version 2, and its facts lack two instants: the projection is emptied, and
 * folded again from the topics' first records as soon as the service starts.
 */
class CountTerminationsAndVoidings1700000002004 implements MigrationInterface {
  readonly name = 'CountTerminationsAndVoidings1700000002004';

  async up(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_2);
  }

  async down(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_1);
  }
}

/**
 * Version 3 counts what was completed and not judged, what ended while overdue, waits, transfers and second requests for
 * supplements. As before, the projection is folded again.
 */
class CountWhatRatesLeaveOut1700000002005 implements MigrationInterface {
  readonly name = 'CountWhatRatesLeaveOut1700000002005';

  async up(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_3);
  }

  async down(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_2);
  }
}

/** A sequence falls back with a restore of its database; this number never falls behind the database's clock. */
class NumberFramesByTheClock1700000002006 implements MigrationInterface {
  readonly name = 'NumberFramesByTheClock1700000002006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registers.last_frame (
        one boolean primary key default true check (one),
        number bigint not null
      ) with (fillfactor = 10)`);
    await runner.query('insert into registers.last_frame (number) select last_value from registers.frame_number');
    await runner.query('drop sequence registers.frame_number');
  }

  async down(runner: QueryRunner): Promise<void> {
    const [last] = (await runner.query('select number from registers.last_frame')) as { number: string }[];
    await runner.query(`create sequence registers.frame_number as bigint start with ${BigInt(last!.number) + 1n}`);
    await runner.query('drop table registers.last_frame');
  }
}

/**
 * What the audit of each hour has found missing. Named with the run, so that the list can be read without another audit.
 */
class KeepWhatIsMissing1700000002007 implements MigrationInterface {
  readonly name = 'KeepWhatIsMissing1700000002007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table registers.audit_run
      add column missing int4 not null default 0, add column named jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table registers.audit_run drop column missing, drop column named');
  }
}

/**
 * Version 4 judges lateness by what was on record: by when ends, pauses and transfers were entered; and the counters of
 * procedures by month, which answered no question, are gone. As before, the projection is folded again.
 */
class JudgeLatenessByTheRecord1700000002008 implements MigrationInterface {
  readonly name = 'JudgeLatenessByTheRecord1700000002008';

  async up(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_4);
  }

  async down(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_3);
  }
}

/** Version 5 counts what was recorded late at the agency that had it when it became overdue, and what is suspended late. */
class CountLatenessWhereItArose1700000002009 implements MigrationInterface {
  readonly name = 'CountLatenessWhereItArose1700000002009';

  async up(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_5);
  }

  async down(runner: QueryRunner): Promise<void> {
    await emptyProgress(runner);
    await dropFactAndCounters(runner);
    await createFactAndCounters(runner, VERSION_4);
  }
}

/** What no topic holds is called a ledger; a register is what intake prints. */
class CallRegistersLedgers1700000002010 implements MigrationInterface {
  readonly name = 'CallRegistersLedgers1700000002010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter schema registers rename to ledgers');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter schema ledgers rename to registers');
  }
}

/** `projection` may be wiped and folded again from the topics; `ledgers` holds what no topic does. */
export const metricsMigrations: readonly MigrationClass[] = [
  CreateProjection1700000002001,
  CreateRegisters1700000002002,
  CreateAuditRuns1700000002003,
  CountTerminationsAndVoidings1700000002004,
  CountWhatRatesLeaveOut1700000002005,
  NumberFramesByTheClock1700000002006,
  KeepWhatIsMissing1700000002007,
  JudgeLatenessByTheRecord1700000002008,
  CountLatenessWhereItArose1700000002009,
  CallRegistersLedgers1700000002010,
];

export const metricsGrants: Grants = {
  schemas: ['public', LIVE_SCHEMA, 'ledgers'],
  tables: {
    ...Object.fromEntries(
      Object.entries(projectionRights).map(([table, rights]) => [`${LIVE_SCHEMA}.${table}`, rights]),
    ),
    'ledgers.target': 'select',
    'ledgers.audit_run': 'select, insert',
    'ledgers.last_frame': 'select, insert, update',
  },
};
