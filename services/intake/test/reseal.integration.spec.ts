import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyRing, seal } from '@motcua/kernel';
import { Retention, UnitOfWork } from '@motcua/persistence';
import { eventually, startTestService } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module.js';
import { ImportRepository } from '../src/imports/index.js';
import { NotificationRepository } from '../src/notifications/index.js';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

const COMMAND = fileURLToPath(new URL('../dist/reseal-command.js', import.meta.url));
const [OLD, NEW] = [`old:${randomBytes(32).toString('base64')}`, `new:${randomBytes(32).toString('base64')}`];
const later = { ...submission.applicant, name: 'Nguyễn Thị Đúng', language: 'vi' };

/** Not due yet, so that the service's own sender leaves it alone. */
const tomorrow = new Date(Date.now() + 24 * 3_600_000);

let stage: IntakeStage;
let dataSource: DataSource;
let id: string;

/** A dossier whose applicant was corrected, with a notification, and taken in by an import: all sealed with the old key. */
beforeAll(async () => {
  stage = await openIntakeStage({ ENCRYPTION_KEYS: OLD });
  dataSource = await new DataSource({ type: 'postgres', url: stage.database.url }).initialize();
  id = await corrected();
  const notifications = new NotificationRepository(parseKeyRing(OLD), new Retention(dataSource));
  const unitOfWork = new UnitOfWork(dataSource);
  await unitOfWork.run((tx) =>
    notifications.add(tx, {
      id: randomUUID(),
      dossierId: id,
      occasion: '1',
      language: 'vi',
      recipient: { name: later.name, phone: later.phone },
      facts: { kind: 'ready', dossierCode: 'x', procedureName: 'y', agencyName: 'z' },
      createdAt: tomorrow,
    }),
  );
  const taken = { externalCode: 'MC-1', dossierId: id, fingerprint: 'the fingerprint' };
  await unitOfWork.run((tx) => new ImportRepository(parseKeyRing(OLD)).insert(tx, 'spec', [taken], new Date()));
}, 90_000);
afterAll(async () => {
  await dataSource.destroy();
  await stage.close();
}, 60_000);

async function corrected(): Promise<string> {
  const answer = await stage.post('/dossiers', { token: stage.officer, body: submission });
  expect(answer).toMatchObject({ status: 201 });
  const dossierId = String(answer.body['dossierId']);
  const body = { reason: 'Ghi sai tên', applicant: later };
  const done = await stage.post(`/dossiers/${dossierId}/correct`, { token: stage.officer, ifMatch: 1, body });
  expect(done.status).toBe(200);
  return dossierId;
}

function startCommand(keys: string, url = stage.database.ownerUrl): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', COMMAND], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { DATABASE_OWNER_URL: url, ENCRYPTION_KEYS: keys },
  });
}

async function resealed(keys: string, url?: string): Promise<{ readonly code: unknown; readonly output: string }> {
  const child = startCommand(keys, url);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, output };
}

/** How many values in the whole database are sealed with a key, wherever they stand. */
async function sealedWith(keyId: string): Promise<number> {
  const tables = await stage.database.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  let found = 0;
  for (const { name } of tables) {
    const rows = await stage.database.query<{ row: string }>(`select each::text as row from ${name} as each`);
    found += rows.reduce((sum, { row }) => sum + row.split(`v1.${keyId}.`).length - 1, 0);
  }
  return found;
}

describe('resealing', () => {
  it('leaves nothing sealed with the old key, and all of it is read with the new one alone', async () => {
    const before = await sealedWith('old');
    expect(before).toBeGreaterThanOrEqual(5);
    expect(await resealed(`${NEW},${OLD}`)).toMatchObject({
      code: 0,
      output: expect.stringContaining('dossier: 1 rows'),
    });
    expect([await sealedWith('old'), await sealedWith('new')]).toEqual([0, before]);

    const replica = await startTestService(
      'intake',
      AppModule.with({ ...stage.settings, ENCRYPTION_KEYS: parseKeyRing(NEW) }),
    );
    try {
      const headers = { authorization: `Bearer ${stage.officer}` };
      const response = await fetch(`${replica.url}/dossiers/${id}/applicant`, { headers });
      expect(await response.json()).toMatchObject({
        applicant: later,
        history: [{ revision: 2, reason: 'Ghi sai tên', formerApplicant: submission.applicant }],
      });
    } finally {
      await replica.stop();
    }
    const unitOfWork = new UnitOfWork(dataSource);
    const notifications = new NotificationRepository(parseKeyRing(NEW), new Retention(dataSource));
    const [taken] = await unitOfWork.run((tx) => notifications.take(tx, tomorrow, tomorrow, 1));
    expect(notifications.open(taken!)).toMatchObject({ recipient: { name: later.name } });
    const known = await unitOfWork.run((tx) => new ImportRepository(parseKeyRing(NEW)).known(tx, ['MC-1']));
    expect(known.get('MC-1')).toMatchObject({ fingerprint: 'the fingerprint' });
  }, 30_000);

  it('goes on where it was killed, beside a service that still seals with the old key', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => seal(parseKeyRing(OLD), id, `lý do ${index}`));
    await stage.database.query(
      `insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor, reason)
       select $1, 100 + place, 'x', now(), now(), 'spec', reason from unnest($2::text[]) with ordinality as r (reason, place)`,
      [id, rows],
    );
    const child = startCommand(`${NEW},${OLD}`);
    const closed = once(child, 'close');
    await eventually(async () => expect(await sealedWith('old')).toBeLessThan(2_900), 20_000);
    child.kill('SIGKILL');
    await closed;
    const left = await sealedWith('old');
    expect(left).toBeGreaterThan(0);
    const running = resealed(`${NEW},${OLD}`);
    for (let index = 0; index < 5; index += 1) await corrected();
    expect(await running).toMatchObject({ code: 0 });
    // What was written behind the last pass.
    expect(await resealed(`${NEW},${OLD}`)).toMatchObject({ code: 0 });
    expect(await sealedWith('old')).toBe(0);
    const [{ reason }] = (await stage.database.query(
      'select reason from dossier_history where dossier_id = $1 and revision = 3100',
      [id],
    )) as [{ reason: string }];
    expect(reason).toMatch(/^v1\.new\./);
  }, 60_000);

  it('changes nothing the second time', async () => {
    const before = await stage.database.query('select * from dossier order by id');
    expect(await resealed(`${NEW},${OLD}`)).toMatchObject({
      code: 0,
      output: expect.stringContaining('dossier: 0 rows'),
    });
    expect(await stage.database.query('select * from dossier order by id')).toEqual(before);
  }, 20_000);

  it('names what no key of the ring opens, reseals the rest, and does not call it done', async () => {
    const dossierId = await corrected();
    const lost = `lost:${randomBytes(32).toString('base64')}`;
    await stage.database.query('update dossier set applicant = $2 where id = $1', [
      dossierId,
      seal(parseKeyRing(lost), dossierId, later),
    ]);
    const { code, output } = await resealed(`${NEW},${OLD}`);
    expect(code).toBe(2);
    expect(output).toContain(`dossier: no key of the ring opens 1 rows: ${dossierId}`);
    expect([await sealedWith('old'), await sealedWith('lost')]).toEqual([0, 1]);
  }, 20_000);

  it("is refused to the service's own role: history is append-only", async () => {
    await corrected();
    const { code, output } = await resealed(`${NEW},${OLD}`, stage.database.url);
    expect(code).toBe(2);
    expect(output).toMatch(/permission denied for table dossier_history/);
  }, 20_000);
});
