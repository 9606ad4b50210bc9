import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { freePort, startIntakeProcess, type IntakeProcess } from './support/intake-process.js';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

let stage: IntakeStage;
let dossierId: string;
const processes: IntakeProcess[] = [];

beforeAll(async () => {
  stage = await openIntakeStage();
  const answer = await stage.post('/dossiers', { token: stage.officer, body: submission });
  dossierId = String(answer.body['dossierId']);
  await stage.post(`/dossiers/${dossierId}/accept`, { token: stage.officer, ifMatch: 1 });
  await eventually(async () => expect(await stage.topics.events(dossierEvents.topic)).toHaveLength(2));
  await eventually(async () => expect(await stage.database.query('select from outbox')).toEqual([]));
  await stage.service.stop();
}, 90_000);
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all([stage.topics.drop(), stage.database.drop(), stage.issuer.stop()]);
}, 60_000);

async function startIntake(brokers = stage.topics.kafka.brokers.join(',')): Promise<IntakeProcess> {
  const started = await startIntakeProcess('main', { ...stage.environment, KAFKA_BROKERS: brokers });
  processes.push(started);
  return started;
}

const isServing = async ({ url }: IntakeProcess): Promise<void> => {
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
};

/** The row as an older backup has it; revision 0: not there. */
async function restoreAt(revision: number): Promise<void> {
  await stage.database.query('delete from dossier_history where dossier_id = $1 and revision > $2', [
    dossierId,
    revision,
  ]);
  if (revision === 0) await stage.database.query('delete from dossier where id = $1', [dossierId]);
  else await stage.database.query('update dossier set revision = $2 where id = $1', [dossierId, revision]);
}

describe('intake on a restored database', () => {
  it('starts when no revision was lost', async () => {
    const intake = await startIntake();
    await eventually(() => isServing(intake), 40_000);
    intake.child.kill('SIGTERM');
    await intake.ended();
    expect(intake.errorLines()).toEqual([]);
  }, 90_000);

  it('refuses to start when a dossier lost a revision, in one line, and has served and sent nothing', async () => {
    await restoreAt(1);
    const sentBefore = await stage.topics.records(dossierEvents.topic);
    const intake = await startIntake();
    expect(await intake.ended()).toBe(1);
    expect(intake.errorLines()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^intake cannot start: .*behind dossier.events: 1 of the last 2 .*${dossierId} with revision 2 in the topic and ` +
            'revision 1 in the database.*backup-and-restore.md',
        ),
      ),
    ]);
    expect(await stage.topics.records(dossierEvents.topic)).toEqual(sentBefore);
  }, 90_000);

  it('serves counters while Kafka is away, and ends before it consumes or sends when Kafka shows what was lost', async () => {
    await restoreAt(1);
    await stage.database.query('delete from calendar');
    await stage.database.query('delete from inbox');
    const sentBefore = await stage.topics.records(dossierEvents.topic);
    const broker = await brokerAway();
    const intake = await startIntake(broker.address);
    await eventually(() => isServing(intake), 40_000);
    const response = await fetch(`${intake.url}/dossiers`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'while-away',
        authorization: `Bearer ${stage.officer}`,
      },
      body: JSON.stringify(submission),
    });
    expect(response.status).toBe(201);
    await broker.comeBack();
    expect(await intake.ended()).toBe(1);
    await broker.close();
    expect(intake.errorLines()).toEqual([expect.stringMatching(/^intake cannot go on: .*behind dossier\.events/)]);
    expect(await stage.topics.records(dossierEvents.topic)).toEqual(sentBefore);
    expect(await stage.database.query('select from inbox')).toEqual([]);
    expect(await stage.database.query('select from outbox')).toHaveLength(1);
  }, 90_000);

  it('ends as well when another replica has the relay, before it consumes', async () => {
    await restoreAt(1);
    await stage.database.query(`select pg_advisory_lock(hashtext('motcua outbox relay'))`);
    const broker = await brokerAway();
    const intake = await startIntake(broker.address);
    await eventually(() => isServing(intake), 40_000);
    await broker.comeBack();
    expect(await intake.ended()).toBe(1);
    await broker.close();
    await stage.database.query('select pg_advisory_unlock_all()');
    expect(intake.errorLines()).toEqual([expect.stringMatching(/^intake cannot go on: .*behind dossier\.events/)]);
    expect(await stage.database.query('select from inbox')).toEqual([]);
  }, 90_000);

  it('refuses to start when a dossier is gone, and starts once it is mended', async () => {
    const [row] = await stage.database.query<{ row: object }>(
      'select to_jsonb(dossier) as row from dossier where id = $1',
      [dossierId],
    );
    await restoreAt(0);
    const refused = await startIntake();
    expect(await refused.ended()).toBe(1);
    expect(refused.errorLines().join()).toContain(
      `${dossierId} with revision 2 in the topic and no row in the database`,
    );
    await stage.database.query('insert into dossier select (jsonb_populate_record(null::dossier, $1)).*', [
      { ...row!.row, revision: 2 },
    ]);
    const mended = await startIntake();
    await eventually(() => isServing(mended), 40_000);
  }, 90_000);
});

/** An address of the broker at which nobody answers before it comes back. */
async function brokerAway(): Promise<{ address: string; comeBack(): Promise<void>; close(): Promise<void> }> {
  const port = await freePort();
  const [host, brokerPort] = stage.topics.kafka.brokers[0]!.split(':');
  const server: Server = createServer((socket) => {
    const broker = connect(Number(brokerPort), host!);
    socket.pipe(broker).pipe(socket);
    for (const each of [socket, broker]) each.on('error', () => each.destroy());
  });
  return {
    address: `127.0.0.1:${port}`,
    comeBack: async () => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
