import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents, DossierImportedV1, type DossierStateV1 } from '@motcua/contracts';
import { newDossierId, parseKeyRing, type Clock } from '@motcua/kernel';
import { Outbox } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { eventually } from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';
import { CatalogueRepository } from '../../catalogue/index.js';
import { BlindIndex, IndexDossiers, SearchIndexRepository } from '../../search/index.js';
import type { Dossier } from '../domain/dossier.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { OpenDossierRepository } from '../transfer-from-ended-agencies/open-dossier.repository.js';
import { TransferFromEndedAgencies } from '../transfer-from-ended-agencies/transfer-from-ended-agencies.js';
import { submitted } from './support/dossiers.js';
import { startReplica } from './support/transferring-replica.js';

/** Ended on 2025-06-30, taken over by the commune of the same town. */
const DISTRICT = '000.00.31.H06';
const COMMUNE = '000.01.31.H06';
const OTHER_DISTRICT = '000.00.32.H06';
const OTHER_COMMUNE = '000.02.32.H06';
const TAKEN_OVER_AT = '2025-06-30T17:00:00.000Z';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

let stage: IntakeStage;
const dataSources: DataSource[] = [];

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => {
  await Promise.all(dataSources.map((dataSource) => dataSource.destroy()));
  await stage.close();
}, 60_000);

const inAnHour: Clock = { now: () => new Date(Date.now() + HOUR_MS) };

/** A replica's schedule, and the repository that it writes with. */
async function openReplica(clock: Clock = inAnHour) {
  const dataSource = await new DataSource({ type: 'postgres', url: stage.database.url }).initialize();
  dataSources.push(dataSource);
  const unitOfWork = new UnitOfWork(dataSource);
  const index = new SearchIndexRepository(new BlindIndex(randomBytes(32)));
  const dossiers = new DossierRepository(new Outbox(unitOfWork), [new IndexDossiers(index)], parseKeyRing(KEYS), clock);
  const catalogue = new CatalogueRepository();
  const transfer = new TransferFromEndedAgencies(catalogue, new OpenDossierRepository(), dossiers, unitOfWork, clock);
  return { pass: () => transfer.run(never), dossiers, unitOfWork };
}

async function handedIn(day: string, agency = DISTRICT): Promise<string> {
  const body = { ...submission, receivingAgency: agency, happenedAt: `${day}T09:00:00+07:00` };
  const answer = await stage.post('/dossiers', { token: stage.officer, body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['dossierId']);
}

async function command(id: string, name: string, ifMatch: number, day: string): Promise<Answer> {
  const body = { happenedAt: `${day}T10:00:00+07:00` };
  const answer = await stage.post(`/dossiers/${id}/${name}`, { token: stage.officer, ifMatch, body });
  expect(answer).toMatchObject({ status: 200 });
  return answer;
}

async function stateOf(id: string): Promise<{ readonly revision: number; readonly state: DossierStateV1 }> {
  const [row] = await stage.database.query<Dossier>('select revision, state from dossier where id = $1', [id]);
  return row!;
}

const lastChangeOf = async (id: string): Promise<object | undefined> =>
  (
    await stage.database.query<object>(
      'select revision, type, happened_at, actor from dossier_history where dossier_id = $1 order by revision desc',
      [id],
    )
  )[0];

/** Dossiers that wait at an agency, as if imported. */
async function waiting(count: number, agency: string): Promise<readonly string[]> {
  const { dossiers, unitOfWork } = await openReplica({ now: () => new Date() });
  const all = Array.from({ length: count }, (_, index) => {
    const { revision, state } = submitted();
    const dossierCode = `${agency}-240129-${String(index + 5_000)}`;
    const placed = { dossierId: newDossierId(), dossierCode, receivingAgency: agency, settlingAgency: agency };
    const applicant = { kind: 'CITIZEN', name: 'Trần Văn Bình' } as const;
    return { dossier: { revision, state: { ...state, ...placed } }, applicant };
  });
  const change = { definition: DossierImportedV1, happenedAt: new Date(), actor: 'import:spec' };
  await unitOfWork.run((tx) => dossiers.insertAll(tx, all, change));
  return all.map(({ dossier }) => dossier.state.dossierId);
}

interface Standing {
  readonly at: string;
  readonly revision: number;
  readonly changes: string;
  readonly events: string;
  readonly found_at: string;
}

/** Where dossiers stand, and how often that was recorded: in the history, in the outbox, in the index. */
const standings = (ids: readonly string[]): Promise<readonly Standing[]> =>
  stage.database.query<Standing>(
    `select state ->> 'settlingAgency' as at, dossier.revision, search.settling_agency as found_at,
       (select count(*) from dossier_history as history where history.dossier_id = dossier.id) as changes
     from dossier join dossier_search as search on search.dossier_id = dossier.id where dossier.id = any($1::uuid[])`,
    [ids],
  );

describe('open dossiers of an ended agency', () => {
  it('go to its heir on the day on which that took over, published on the topic', async () => {
    const [waits, inProcess] = [await handedIn('2025-06-20'), await handedIn('2025-06-23')];
    await command(inProcess, 'accept', 1, '2025-06-24');
    await command(inProcess, 'forward', 2, '2025-06-25');
    const { pass } = await openReplica();
    await pass();
    for (const [id, revision] of [
      [waits, 2],
      [inProcess, 4],
    ] as const) {
      expect(await stateOf(id)).toMatchObject({
        revision,
        state: {
          settlingAgency: COMMUNE,
          settlingAgencyPath: ['H06', COMMUNE],
          receivingAgency: DISTRICT,
          transfers: [{ at: TAKEN_OVER_AT, fromAgency: DISTRICT, toAgency: COMMUNE }],
        },
      });
      expect(await lastChangeOf(id)).toEqual({
        revision,
        type: 'vn.motcua.dossier.transferred.v1',
        happened_at: new Date(TAKEN_OVER_AT),
        actor: 'schedule:transfer-from-ended-agencies',
      });
    }
    // Each answers for its own time.
    expect((await stateOf(inProcess)).state.steps).toMatchObject([
      { agency: DISTRICT, to: TAKEN_OVER_AT },
      { agency: COMMUNE, from: TAKEN_OVER_AT, to: null },
    ]);
    await eventually(async () => {
      const events = await stage.topics.events<DossierStateV1>(dossierEvents.topic);
      const published = events.filter(({ type }) => type === 'vn.motcua.dossier.transferred.v1');
      expect(published.map(({ subject }) => subject).toSorted()).toEqual([waits, inProcess].toSorted());
    });
  });

  it('go there once, and those that are decided or elsewhere do not go', async () => {
    const [settled, elsewhere] = [await handedIn('2025-06-20'), await handedIn('2025-06-20', '000.00.03.H06')];
    await command(settled, 'accept', 1, '2025-06-23');
    await command(settled, 'complete', 2, '2025-06-24');
    const { pass } = await openReplica();
    await pass();
    const before = await stage.database.query('select * from dossier order by id');
    await pass();
    expect(await stage.database.query('select * from dossier order by id')).toEqual(before);
    expect(await stateOf(settled)).toMatchObject({ revision: 3, state: { settlingAgency: DISTRICT } });
    expect(await stateOf(elsewhere)).toMatchObject({ revision: 1, state: { settlingAgency: '000.00.03.H06' } });
  });

  it('wait while somebody enters their past, and go after what was entered', async () => {
    const id = await handedIn('2025-06-20');
    await (await openReplica({ now: () => new Date(Date.now() + 9 * 60_000) })).pass();
    await command(id, 'accept', 1, '2025-07-03');
    expect(await lastChangeOf(id)).toMatchObject({ revision: 2, type: 'vn.motcua.dossier.accepted.v1' });
    await (await openReplica()).pass();
    expect(await lastChangeOf(id)).toMatchObject({ revision: 3, happened_at: new Date('2025-07-03T03:00:00.000Z') });
  });

  it('are taken by nobody who meets them in the hands of an officer', async () => {
    const id = await handedIn('2025-06-20');
    const { pass, unitOfWork } = await openReplica();
    await unitOfWork.run(async (tx) => {
      await tx.query('select from dossier where id = $1 for update', [id]);
      await pass();
      expect(await stateOf(id)).toMatchObject({ revision: 1 });
    });
    await pass();
    expect(await stateOf(id)).toMatchObject({ revision: 2 });
  });

  it('go to the heir of an heir that has ended too, in one step', async () => {
    const id = await handedIn('2025-06-20', OTHER_DISTRICT);
    await stage.database.query(
      `update agency set valid_until = '2025-12-31', successor = $2 where code = $1 and valid_from = '2025-07-01'`,
      [OTHER_COMMUNE, COMMUNE],
    );
    await (await openReplica()).pass();
    expect(await stateOf(id)).toMatchObject({ revision: 2, state: { settlingAgency: COMMUNE } });
    expect(await lastChangeOf(id)).toMatchObject({ happened_at: new Date('2025-12-31T17:00:00.000Z') });
  });

  it('do not wait for those of an agency without an heir', async () => {
    const [stays, goes] = [await handedIn('2025-06-20', '000.00.33.H06'), await handedIn('2025-06-20')];
    await stage.database.query(`update agency set successor = null where code = '000.00.33.H06'`);
    await (await openReplica()).pass();
    expect(await stateOf(stays)).toMatchObject({ revision: 1 });
    expect(await stateOf(goes)).toMatchObject({ revision: 2 });
  });
});

describe('many of them', () => {
  it('go once each when replicas run side by side and one is killed', async () => {
    const ids = await waiting(700, DISTRICT);
    const killed = startReplica({ url: stage.database.url, keys: KEYS, aheadMs: HOUR_MS });
    await eventually(async () => expect((await standings(ids)).some(({ at }) => at === COMMUNE)).toBe(true), 20_000);
    killed.kill('SIGKILL');
    const [one, other] = [await openReplica(), await openReplica()];
    await Promise.all([one.pass(), other.pass()]);
    await eventually(async () => {
      await one.pass();
      const all = await standings(ids);
      expect(all).toHaveLength(700);
      for (const each of all) expect(each).toEqual({ at: COMMUNE, found_at: COMMUNE, revision: 2, changes: '2' });
    }, 20_000);
    await eventually(async () => {
      const events = await stage.topics.events<DossierStateV1>(dossierEvents.topic);
      const published = events.filter(({ subject, revision }) => ids.includes(subject) && revision === 2);
      expect(published).toHaveLength(700);
    }, 30_000);
  }, 90_000);
});
