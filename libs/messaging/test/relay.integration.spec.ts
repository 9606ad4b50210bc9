import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deadlineEvents, WATERMARKS_TOPIC } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { Lease } from '@motcua/persistence';
import { eventually, type TestService } from '@motcua/testing';
import { deadlineStarted } from './support/deadline-started.js';
import { Outbox, UnitOfWork, openMessagingStage, type MessagingStage } from './support/messaging-stage.js';

let stage: MessagingStage;
let service: TestService;

beforeAll(async () => {
  stage = await openMessagingStage();
  service = await stage.start();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const sentRevisions = async (dossierId: string): Promise<number[]> =>
  (await stage.topics.events(deadlineEvents.topic))
    .filter(({ subject }) => subject === dossierId)
    .map(({ revision }) => revision);

describe('outbox and relay', () => {
  it('sends what was committed, in the order of its revisions, and nothing of what was rolled back', async () => {
    const [outbox, unitOfWork] = [service.app.get(Outbox), service.app.get(UnitOfWork)];
    const [kept, lost] = [newDossierId(), newDossierId()];
    for (const revision of [1, 2, 3])
      await unitOfWork.run((tx) => outbox.append(tx, [deadlineStarted(kept, revision)]));
    const rolledBack = unitOfWork.run(async (tx) => {
      await outbox.append(tx, [deadlineStarted(lost, 1)]);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await eventually(async () => expect(await sentRevisions(kept)).toEqual([1, 2, 3]));
    await eventually(async () => expect(await stage.database.query('select 1 from outbox')).toEqual([]));
    expect(await sentRevisions(lost)).toEqual([]);
  });

  it('is not held back by a transaction that stays open, which follows when it commits', async () => {
    const [outbox, unitOfWork] = [service.app.get(Outbox), service.app.get(UnitOfWork)];
    const [slow, quick] = [newDossierId(), newDossierId()];
    let commit: () => void = () => undefined;
    const opened = new Promise<void>((resolveOpened) => {
      void unitOfWork.run(async (tx) => {
        await outbox.append(tx, [deadlineStarted(slow, 1)]);
        resolveOpened();
        await new Promise<void>((resolve) => (commit = resolve));
      });
    });
    await opened;
    await unitOfWork.run((tx) => outbox.append(tx, [deadlineStarted(quick, 1)]));
    await eventually(async () => expect(await sentRevisions(quick)).toEqual([1]));
    expect(await sentRevisions(slow)).toEqual([]);
    commit();
    await eventually(async () => expect(await sentRevisions(slow)).toEqual([1]));
  });

  it('sends a large backlog completely, with one active relay of two', async () => {
    const second = await stage.start();
    const [outbox, unitOfWork] = [second.app.get(Outbox), second.app.get(UnitOfWork)];
    const dossiers = Array.from({ length: 500 }, newDossierId);
    await unitOfWork.run((tx) =>
      outbox.append(
        tx,
        [1, 2, 3, 4, 5].flatMap((revision) => dossiers.map((dossierId) => deadlineStarted(dossierId, revision))),
      ),
    );
    await eventually(async () => expect(await stage.database.query('select 1 from outbox')).toEqual([]), 30_000);
    const events = (await stage.topics.events(deadlineEvents.topic)).filter(({ subject }) =>
      (dossiers as string[]).includes(subject),
    );
    const byDossier = Map.groupBy(events, ({ subject }) => subject);
    expect(byDossier.size).toBe(500);
    expect([...byDossier.values()].every((each) => each.map(({ revision }) => revision).join() === '1,2,3,4,5')).toBe(
      true,
    );
  });

  it('asks for the lease twice a second while it stands by, however much is committed beside it', async () => {
    const replicas = [service, await stage.start()];
    const asked = jest.spyOn(Lease, 'take');
    const end = performance.now() + 1_000;
    while (performance.now() < end) {
      for (const { app } of replicas) {
        await app.get(UnitOfWork).run((tx) => app.get(Outbox).append(tx, [deadlineStarted(newDossierId(), 1)]));
      }
    }
    // Two replicas stand by, those of this test and of the one before.
    expect(asked.mock.calls.length).toBeLessThanOrEqual(6);
    asked.mockRestore();
  });

  it('goes on when its session is killed, by the same or the other relay', async () => {
    const [outbox, unitOfWork] = [service.app.get(Outbox), service.app.get(UnitOfWork)];
    await stage.database.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    const dossierId = newDossierId();
    await eventually(() => unitOfWork.run((tx) => outbox.append(tx, [deadlineStarted(dossierId, 1)])));
    await eventually(async () => expect(await sentRevisions(dossierId)).toEqual([1]));
  });

  it('publishes a watermark every second, also when idle', async () => {
    const before = (await stage.topics.records(WATERMARKS_TOPIC)).length;
    await eventually(async () => {
      const records = await stage.topics.records(WATERMARKS_TOPIC);
      expect(records.length).toBeGreaterThan(before + 1);
      expect(JSON.parse(records.at(-1)?.value ?? '')).toMatchObject({ service: 'deadlines', oldestUnsentAt: null });
    });
  });
});
