import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { DossierStateV1 } from '@motcua/contracts';
import { runMigrations } from '@motcua/persistence';
import { dossierState, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { intakeGrants, intakeMigrations } from '../src/migrations.js';

/** As the service was before it kept editions of the calendar, transfers and fees. */
const BEFORE = intakeMigrations.findIndex(({ name }) => name.startsWith('KeepCalendarEditions'));
const grantsOf = (tables: readonly string[]) =>
  Object.fromEntries(Object.entries(intakeGrants.tables).filter(([table]) => tables.includes(table)));

let database: FreshDatabase;

beforeAll(async () => {
  const granted = ['dossier', 'dossier_history', 'calendar'];
  database = await freshDatabase({
    migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations.slice(0, BEFORE)],
    grants: [messagingGrants, commandGrants, { tables: grantsOf(granted) }],
  });
}, 60_000);
afterAll(async () => database.drop(), 60_000);

describe('rows of an older intake', () => {
  it('say what a reader of their last event takes for granted, and keep the calendar as an edition of its own', async () => {
    const { transfers, completionRecordedAt, waitedWorkingMinutes, appointmentProvisional, endRecordedAt, ...known } =
      dossierState();
    expect([transfers, completionRecordedAt, waitedWorkingMinutes, appointmentProvisional, endRecordedAt]).toHaveLength(
      5,
    );
    const asked = { requestedAt: known.submittedAt, receivedAt: known.acceptedAt, respondBy: null };
    const waits = { cause: 'SUSPENSION', from: known.acceptedAt, to: null };
    const older = { ...known, supplements: [asked], suspensions: [waits] };
    await database.query(`insert into dossier (id, code, revision, state, applicant) values ($1, 'older', 3, $2, '')`, [
      older.dossierId,
      JSON.stringify(older),
    ]);
    await database.query(`insert into calendar (calendar_id, revision, definition) values ('province', 4, $1)`, [
      JSON.stringify(provinceCalendar),
    ]);

    const { ownerUrl, url } = database;
    await runMigrations({
      ownerUrl,
      role: new URL(url).username,
      migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations],
      grants: [messagingGrants, commandGrants, intakeGrants],
    });
    const [row] = await database.query<{ revision: number; state: unknown }>('select revision, state from dossier');
    expect(row).toEqual({ revision: 3, state: DossierStateV1.parse(older) });
    const editions = await database.query<{ revision: number; published_at: Date }>(
      'select revision, published_at from calendar',
    );
    expect(editions).toEqual([{ revision: 4, published_at: new Date(0) }]);
  }, 60_000);
});
