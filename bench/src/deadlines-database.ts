import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { deadlineState, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { deadlinesGrants, deadlinesMigrations } from '../../services/deadlines/dist/persistence/migrations.js';

/** A database of the service with so many open deadlines that fall due months from now. */
export async function deadlinesDatabase(open: number): Promise<FreshDatabase> {
  const database = await freshDatabase({
    migrations: [...messagingMigrations, ...commandMigrations, ...deadlinesMigrations],
    grants: [messagingGrants, commandGrants, deadlinesGrants],
  });
  await insert(database, open, `now() + interval '90 days' + number * interval '1 second'`);
  return database;
}

/** Writes deadlines that fall due one after the other within the second that begins at `dueAt`. */
export async function fallDue(database: FreshDatabase, due: number, dueAt: Date): Promise<void> {
  const instant = `to_timestamp(${dueAt.getTime()} / 1000.0) + (number % 1000) * interval '1 millisecond'`;
  await insert(database, due, instant);
  await database.query('analyze deadline');
}

async function insert(database: FreshDatabase, rows: number, dueAt: string): Promise<void> {
  await database.query(
    `insert into deadline (dossier_id, dossier_revision, revision, state, settling_agency_path, dossier_code, facts,
       due_soon_at, current_due_at, missed_notice_from)
     select id, 2, 1, $1::jsonb || jsonb_build_object('dossierId', id, 'originalDueAt', text, 'currentDueAt', text,
         'dueSoonAt', text), '{H06,000.02.31.H06}', id, $2::jsonb, due_at, due_at, due_at + interval '1 millisecond'
     from (
       select gen_random_uuid() as id, due_at,
         to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as text
       from (select number, date_trunc('milliseconds', ${dueAt}) as due_at from generate_series(1, ${rows}) as number) as one
     ) as row`,
    [
      JSON.stringify(deadlineState()),
      JSON.stringify({ calendarId: 'province', timeLimit: null, clockPolicy: 'PAUSE' }),
    ],
  );
}
