import { DossierAcceptedV1, DossierSubmittedV1, type DossierStateV1 } from '@motcua/contracts';
import { commandGrants, commandMigrations } from '@motcua/http';
import { newDossierId } from '@motcua/kernel';
import { messagingGrants, messagingMigrations, toRecord } from '@motcua/messaging';
import { dossierState, eventOf, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { randomUUID } from 'node:crypto';
import { intakeGrants, intakeMigrations } from '../../services/intake/dist/migrations.js';
import { seedCatalogue } from '../../services/intake/dist/catalogue/index.js';
import type { BareAccept } from './sides/bare-accept.ts';

/** Intake's database with the catalogue and the calendar. */
export async function intakeDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase({
    migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations],
    grants: [messagingGrants, commandGrants, intakeGrants],
    seed: seedCatalogue,
  });
  await database.query(`insert into calendar (calendar_id, revision, definition) values ('province', 1, $1)`, [
    JSON.stringify(provinceCalendar),
  ]);
  return database;
}

const HANDED_IN = '2026-11-20T02:00:00.000Z';

/** Writes dossiers that wait at a counter to be accepted. */
export async function handIn(database: FreshDatabase, dossiers: number): Promise<readonly DossierStateV1[]> {
  const states = Array.from({ length: dossiers }, () => {
    const dossierId = newDossierId();
    return dossierState({
      dossierId,
      dossierCode: dossierId,
      status: 'SUBMITTED',
      submittedAt: HANDED_IN,
      effectiveSubmittedAt: HANDED_IN,
      acceptedAt: null,
      appointmentAt: null,
    });
  });
  const ids = states.map(({ dossierId }) => dossierId);
  await database.query(
    `insert into dossier (id, code, revision, state, applicant)
     select id, id::text, 1, state, 'sealed' from unnest($1::uuid[], $2::jsonb[]) as row (id, state)`,
    [ids, states.map((state) => JSON.stringify(state))],
  );
  await database.query(
    `insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor)
     select id, 1, $2, now(), now(), 'citizen' from unnest($1::uuid[]) as row (id)`,
    [ids, DossierSubmittedV1.type],
  );
  return states;
}

/** What accepting a dossier writes. */
export function bareAcceptOf(waiting: DossierStateV1): BareAccept {
  const state: DossierStateV1 = {
    ...waiting,
    status: 'ACCEPTED',
    acceptedAt: '2026-11-20T03:00:00.000Z',
    appointmentAt: '2026-11-23T03:00:00.000Z',
  };
  const event = eventOf(DossierAcceptedV1, state, 2);
  return {
    dossierId: state.dossierId,
    key: randomUUID(),
    state: JSON.stringify(state),
    answer: JSON.stringify({ revision: 2, ...state }),
    type: DossierAcceptedV1.type,
    record: toRecord(DossierAcceptedV1.family.topic, event),
  };
}

/** @throws Error unless so many dossiers are accepted, each with its history and one kept answer */
export async function proveAccepted(database: FreshDatabase, accepted: number): Promise<void> {
  const [found] = await database.query<{ dossiers: number; histories: number; answers: number }>(`
    select (select count(*)::int from dossier where revision = 2 and state ->> 'status' = 'ACCEPTED') as dossiers,
      (select count(*)::int from dossier_history where revision = 2) as histories,
      (select count(*)::int from command_answer where status = 200) as answers`);
  if (Object.values(found!).some((count) => count !== accepted)) {
    throw new Error(`${accepted} dossiers were accepted, but the tables have ${JSON.stringify(found)}.`);
  }
}
