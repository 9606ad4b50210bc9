import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DossierAcceptedV1, DossierImportedV1, DossierSubmittedV1 } from '@motcua/contracts';
import { newDossierId, parseKeyRing, systemClock } from '@motcua/kernel';
import { messagingGrants, messagingMigrations, Outbox } from '@motcua/messaging';
import { UnitOfWork, type Tx } from '@motcua/persistence';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { intakeGrants, intakeMigrations } from '../../migrations.js';
import type { AfterChange } from '../change.js';
import type { Dossier } from '../domain/dossier.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { after, submitted } from './support/dossiers.js';

const applicant = { kind: 'CITIZEN', name: 'Nguyễn Thị Canary' } as const;
const other = { ...applicant, name: 'Trần Văn Canary' };

let database: FreshDatabase;
let dataSource: DataSource;
let unitOfWork: UnitOfWork;
let calls: unknown[];

beforeAll(async () => {
  database = await freshDatabase({
    migrations: [...messagingMigrations, ...intakeMigrations],
    grants: [messagingGrants, intakeGrants],
  });
  dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  unitOfWork = new UnitOfWork(dataSource);
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
}, 60_000);

/** Notes what it is called with, and which revision its transaction sees. */
const follower = (name: string): AfterChange => ({
  run: async (tx, changed, { definition }) => {
    for (const { dossier, applicant: brought } of changed) {
      const [row] = await tx.query<{ revision: number }[]>('select revision from dossier where id = $1', [
        dossier.state.dossierId,
      ]);
      calls.push([name, definition.type.split('.').at(-2), dossier.revision, brought?.name ?? null, row?.revision]);
    }
  },
});

function repositoryWith(...followers: readonly AfterChange[]): DossierRepository {
  calls = [];
  const keyRing = parseKeyRing(`k1:${randomBytes(32).toString('base64')}`);
  return new DossierRepository(new Outbox(unitOfWork), followers, keyRing, systemClock);
}

const by = (definition: typeof DossierSubmittedV1) => ({ definition, happenedAt: new Date(), actor: 'officer' });

/** The dossier under a code of its own. */
const coded = (dossier: Dossier): Dossier => ({
  ...dossier,
  state: { ...dossier.state, dossierId: newDossierId(), dossierCode: `code-${randomBytes(8).toString('hex')}` },
});

describe('what follows a change of a dossier', () => {
  it('is called in the order of the list, once the change is written and in its transaction', async () => {
    const dossiers = repositoryWith(follower('first'), follower('second'));
    const dossier = coded(submitted());
    const accepted = after(dossier, 'accept');
    await unitOfWork.run(async (tx) => {
      await dossiers.insert(tx, dossier, applicant, by(DossierSubmittedV1));
      await dossiers.update(tx, accepted, by(DossierAcceptedV1));
      await dossiers.update(tx, { ...accepted, revision: 3 }, { ...by(DossierAcceptedV1), applicant: other });
    });
    expect(calls).toEqual([
      ['first', 'submitted', 1, applicant.name, 1],
      ['second', 'submitted', 1, applicant.name, 1],
      ['first', 'accepted', 2, null, 2],
      ['second', 'accepted', 2, null, 2],
      ['first', 'accepted', 3, other.name, 3],
      ['second', 'accepted', 3, other.name, 3],
    ]);
  });

  it('is called with all that one import brings', async () => {
    const dossiers = repositoryWith(follower('only'));
    const all = [applicant, other].map((person) => ({ dossier: coded(submitted()), applicant: person }));
    await unitOfWork.run((tx) => dossiers.insertAll(tx, all, by(DossierImportedV1)));
    expect(calls).toEqual([
      ['only', 'imported', 1, applicant.name, 1],
      ['only', 'imported', 1, other.name, 1],
    ]);
  });

  it('undoes the change and its event when it fails, and what is behind it in the list is not called', async () => {
    const failing = { run: () => Promise.reject(new Error('no room in the index')) };
    const dossiers = repositoryWith(failing, follower('behind'));
    const { state, revision } = coded(submitted());
    const sent = async () => (await database.query('select from outbox')).length;
    const before = await sent();
    const submitting = (tx: Tx) => dossiers.insert(tx, { state, revision }, applicant, by(DossierSubmittedV1));
    await expect(unitOfWork.run(submitting)).rejects.toThrow('no room in the index');
    expect(await database.query('select from dossier where id = $1', [state.dossierId])).toEqual([]);
    expect([await sent(), calls]).toEqual([before, []]);
  });
});
