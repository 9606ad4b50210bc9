import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newDossierId, parseKeyRing } from '@motcua/kernel';
import { Retention, UnitOfWork } from '@motcua/persistence';
import { eventually, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { intakeGrants, intakeMigrations } from '../../migrations.js';
import { CreateNotifications1764000000003 } from '../../migrations/create-notifications.migration.js';
import { channelOf } from '../channels/channel-of.js';
import type { NotificationChannel } from '../channels/notification-channel.js';
import { newNotification, type Notification, type Recipient } from '../notification.js';
import { NotificationRepository } from '../notification.repository.js';
import { SendDueNotifications } from '../sender/send-due-notifications.js';
import { SendNotifications } from '../sender/send-notifications.schedule.js';

interface Row {
  readonly attempts: number;
  readonly next_attempt_at: Date;
  readonly sent_at: Date | null;
  readonly failed_at: Date | null;
  readonly last_fault: string | null;
}

const FROM = 'motcua@example.vn';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const lan: Recipient = { name: 'Nguyễn Thị Canary', email: 'canary@example.com', phone: '0901234567' };

let database: FreshDatabase;
let mailServer: SMTPServer;
let mailUrl: string;
let dossierId: string;
let now: Date;
let mails: string[];
/** What the mail server says to the next messages; `null` takes them. */
let reply: number | null;
/** What the mail server waits for once it has a message, before it answers. */
let beforeAnswer: () => Promise<unknown>;
const dataSources: DataSource[] = [];
const logged: string[] = [];

beforeAll(async () => {
  database = await freshDatabase({
    migrations: [...new Set([...intakeMigrations, CreateNotifications1764000000003])],
    grants: [intakeGrants, { tables: { notification: 'select, insert, update, delete' } }],
  });
  mailServer = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _, callback) => void takeMail(stream).then(callback),
  });
  // A client that was killed in the middle is what some of these specs are about.
  mailServer.on('error', (error) => logged.push(`mail server: ${error.message}`));
  const server = mailServer.listen(0, '127.0.0.1');
  await once(server, 'listening');
  mailUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const note = (line: unknown): number => logged.push(String(line));
  Logger.overrideLogger({ log: note, warn: note, error: note, debug: note });
}, 60_000);
afterAll(async () => {
  Logger.overrideLogger(['error']);
  for (const dataSource of dataSources) await dataSource.destroy();
  await new Promise<void>((resolve) => mailServer.close(resolve));
  await database.drop();
}, 60_000);
beforeEach(async () => {
  await database.query('delete from notification');
  [now, mails, reply, beforeAnswer] = [new Date('2024-02-15T03:00:00Z'), [], null, async () => undefined];
  dossierId = newDossierId();
  await database.query(`insert into dossier (id, code, revision, state, applicant) values ($1, $2, 1, '{}', '')`, [
    dossierId,
    dossierId,
  ]);
});

async function takeMail(stream: NodeJS.ReadableStream): Promise<Error | null> {
  const mail = await text(stream);
  if (reply !== null) return Object.assign(new Error(`no mail for ${lan.email}`), { responseCode: reply });
  mails.push(mail);
  await beforeAnswer();
  return null;
}

/** A replica of intake, as far as notifications go: pool, repository, sender. */
async function openReplica(
  channel: NotificationChannel = channelOf({ NOTIFICATIONS: mailUrl, NOTIFICATIONS_FROM: FROM }),
) {
  const dataSource = await new DataSource({ type: 'postgres', url: database.url, extra: { max: 10 } }).initialize();
  dataSources.push(dataSource);
  const [unitOfWork, retention] = [new UnitOfWork(dataSource), new Retention(dataSource)];
  const repository = new NotificationRepository(parseKeyRing(KEYS), retention);
  const sender = new SendDueNotifications(repository, unitOfWork, channel, { now: () => now });
  return {
    sender,
    retention,
    unitOfWork,
    repository,
    add: (notification: Notification) => unitOfWork.run((tx) => repository.add(tx, notification)),
    pass: () => sender.run(never, never),
  };
}

const ready = (occasion = '1', recipient = lan): Notification =>
  newNotification(
    {
      dossierId,
      occasion,
      language: 'vi',
      recipient,
      facts: { kind: 'ready', dossierCode: 'H06-240215-0001', procedureName: 'Khai sinh', agencyName: 'Sở Tư pháp' },
    },
    now,
  );
const rows = () => database.query<Row>('select * from notification order by created_at, id');
const messageIds = () => mails.map((mail) => /^Message-ID: <(.+)@example\.vn>/im.exec(mail)![1]!);
const later = (milliseconds: number): void => void (now = new Date(now.getTime() + milliseconds));

describe('A notification', () => {
  it('is sent once, to the applicant, however often its occasion is told', async () => {
    const { add, pass } = await openReplica();
    const first = ready();
    expect([await add(first), await add(ready())]).toEqual([true, false]);
    await Promise.all([pass(), pass()]);
    later(HOUR_MS);
    await pass();
    expect(messageIds()).toEqual([first.id]);
    expect(mails[0]).toContain('<canary@example.com>');
    expect(await rows()).toMatchObject([{ attempts: 1, failed_at: null, last_fault: null }]);
    expect((await rows())[0]!.sent_at).not.toBeNull();
  });

  it('is not sent when what causes it is rolled back', async () => {
    const { unitOfWork, repository, pass } = await openReplica();
    const failing = unitOfWork.run(async (tx) => {
      await repository.add(tx, ready());
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await pass();
    expect(mails).toEqual([]);
  });

  it('waits half a minute when the mail server cannot take it now, then goes out', async () => {
    const { add, pass } = await openReplica();
    await add(ready());
    reply = 451;
    await pass();
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: null, failed_at: null, last_fault: 'mail-deferred' }]);
    reply = null;
    later(29_000);
    await pass();
    expect(mails).toEqual([]);
    later(1_000);
    await pass();
    expect(mails).toHaveLength(1);
    expect(await rows()).toMatchObject([{ attempts: 2, last_fault: null }]);
  });

  it('is given up at once when the mail server refuses it for good', async () => {
    const { add, pass } = await openReplica();
    await add(ready());
    reply = 550;
    await pass();
    reply = null;
    later(HOUR_MS);
    await pass();
    expect(mails).toEqual([]);
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: null, last_fault: 'mail-refused' }]);
    expect((await rows())[0]!.failed_at).not.toBeNull();
  });

  it('is given up as undeliverable when the applicant left no address, and holds up no other', async () => {
    const { add, pass } = await openReplica();
    await add(ready('1', { name: lan.name }));
    await add(ready('2'));
    await pass();
    expect(mails).toHaveLength(1);
    expect(await database.query('select occasion, last_fault from notification order by occasion')).toEqual([
      { occasion: '1', last_fault: 'undeliverable' },
      { occasion: '2', last_fault: null },
    ]);
  });

  it('is given up when its key is gone, and holds up no other', async () => {
    const { add, pass } = await openReplica();
    await add(ready('1'));
    await database.query(`update notification set sealed = 'v1.gone.AAAA'`);
    await add(ready('2'));
    await pass();
    expect(mails).toHaveLength(1);
    expect(await database.query('select last_fault from notification where failed_at is not null')).toEqual([
      { last_fault: 'sealed-value-unreadable' },
    ]);
  });

  it('is tried for 24 hours, no longer', async () => {
    const { add, pass } = await openReplica();
    const begin = now.getTime();
    await add(ready());
    reply = 451;
    for (let [row] = await rows(); row!.failed_at === null; [row] = await rows()) {
      now = row!.next_attempt_at;
      await pass();
    }
    const hours = ((await rows())[0]!.failed_at!.getTime() - begin) / HOUR_MS;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    expect((await rows())[0]!.attempts).toBe(30);
  });

  it('is forgotten 30 days after it was sent or given up, never while it waits', async () => {
    const { add, retention } = await openReplica();
    for (const occasion of ['sent', 'failed', 'sent lately', 'waiting']) await add(ready(occasion));
    await database.query(`
      update notification set
        sent_at = case occasion when 'sent' then now() - interval '31 days'
          when 'sent lately' then now() - interval '29 days' end,
        failed_at = case occasion when 'failed' then now() - interval '31 days' end`);
    await retention.sweep();
    expect(await database.query('select occasion from notification order by 1')).toEqual([
      { occasion: 'sent lately' },
      { occasion: 'waiting' },
    ]);
  });
});

describe('Senders', () => {
  it('share the work and send each message once', async () => {
    const counts = [0, 0];
    const counting = (index: number): NotificationChannel => {
      const channel = channelOf({ NOTIFICATIONS: mailUrl, NOTIFICATIONS_FROM: FROM });
      return { name: channel.name, reaches: () => true, send: (...sent) => (counts[index]!++, channel.send(...sent)) };
    };
    const [one, other] = await Promise.all([openReplica(counting(0)), openReplica(counting(1))]);
    const notifications = Array.from({ length: 40 }, (_, index) => ready(String(index)));
    for (const notification of notifications) await one.add(notification);
    await Promise.all([one.pass(), other.pass()]);
    expect(messageIds().toSorted()).toEqual(notifications.map(({ id }) => id).toSorted());
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('hold no row while the mail server takes its time', async () => {
    const { add, pass } = await openReplica();
    await add(ready());
    const answer = Promise.withResolvers<void>();
    beforeAnswer = () => answer.promise;
    const passing = pass();
    await eventually(() => expect(mails).toHaveLength(1));
    await database.query('begin');
    expect(await database.query('select id from notification for update nowait')).toHaveLength(1);
    await database.query('commit');
    answer.resolve();
    await passing;
  });

  it('send again, under the same Message-ID, what one sent that was killed before it could note it', async () => {
    const { add, pass } = await openReplica();
    const notification = ready();
    await add(notification);
    // Whoever wants to note the outcome waits for this lock; the taking has committed by then.
    beforeAnswer = async () => {
      await database.query('begin');
      await database.query('select id from notification for update');
    };
    const child = startSender();
    await eventually(async () => {
      const waiting = await database.query(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    // PostgreSQL notices a client's death only when it next talks to it: let the session end as it would by itself.
    await database.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    await database.query('rollback');
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: null }]);
    beforeAnswer = async () => undefined;
    later(119_000);
    await pass();
    expect(messageIds()).toEqual([notification.id]);
    later(1_000);
    await pass();
    expect(messageIds()).toEqual([notification.id, notification.id]);
    expect(await rows()).toMatchObject([{ attempts: 2, failed_at: null }]);
    expect((await rows())[0]!.sent_at).not.toBeNull();
  }, 30_000);

  it('do not overrule who took over when their own lease had ended', async () => {
    const { add, unitOfWork, repository } = await openReplica();
    await add(ready());
    const take = () => unitOfWork.run((tx) => repository.take(tx, now, new Date(now.getTime() + 1_000), 1));
    const [slow] = await take();
    expect(await take()).toEqual([]);
    later(1_000);
    const [successor] = await take();
    await unitOfWork.run((tx) => repository.giveUp(tx, slow!, now, 'mail-refused'));
    await unitOfWork.run((tx) => repository.postpone(tx, slow!, now, 'mail-deferred'));
    expect(await rows()).toMatchObject([{ attempts: 2, failed_at: null, last_fault: null }]);
    await unitOfWork.run((tx) => repository.giveUp(tx, successor!, now, 'mail-refused'));
    expect(await rows()).toMatchObject([{ failed_at: now, sent_at: null }]);
    await unitOfWork.run((tx) => repository.markSent(tx, slow!, now));
    expect(await rows()).toMatchObject([{ failed_at: null, sent_at: now, last_fault: null }]);
  });

  it('keep for later what is cut off', async () => {
    const { add, sender } = await openReplica();
    await add(ready());
    const answer = Promise.withResolvers<void>();
    beforeAnswer = () => answer.promise;
    const cut = new AbortController();
    const passing = sender.run(never, cut.signal);
    await eventually(() => expect(mails).toHaveLength(1));
    cut.abort();
    await passing;
    answer.resolve();
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: null, failed_at: null }]);
    expect((await rows())[0]!.next_attempt_at).toEqual(new Date(now.getTime() + 30_000));
  });

  it('stop with the batch that runs, and have noted what they sent', async () => {
    const { add, sender } = await openReplica();
    for (let index = 0; index < 7; index += 1) await add(ready(String(index)));
    const answer = Promise.withResolvers<void>();
    beforeAnswer = () => answer.promise;
    const schedule = new SendNotifications(sender);
    schedule.onApplicationBootstrap();
    await eventually(() => expect(mails).toHaveLength(5));
    const stopped = schedule.onModuleDestroy();
    answer.resolve();
    await stopped;
    const sent = (await rows()).filter(({ sent_at }) => sent_at !== null);
    expect([sent.length, mails.length]).toEqual([5, 5]);
  });
});

describe('What is personal', () => {
  it('is in no plain column and no log', async () => {
    const { add, pass } = await openReplica();
    for (const refusal of [451, 550]) {
      await add(ready(String(refusal)));
      reply = refusal;
      await pass();
    }
    reply = null;
    await add(ready('sent'));
    await pass();
    const plain = await database.query<{ row: object }>(`select to_jsonb(notification) as row from notification`);
    expect(plain).toHaveLength(3);
    const lines = logged.filter((line) => line.includes('notification'));
    expect(lines.some((line) => line.includes('is given up'))).toBe(true);
    expect(lines.some((line) => line.includes('tried again later'))).toBe(true);
    for (const told of [JSON.stringify(plain), logged.join('\n')]) {
      expect(told).not.toMatch(/canary|Nguyễn|0901234567|H06-240215|Sở Tư pháp/i);
    }
  });
});

/** A process that sends what is due at `now`, with the built code of this service. */
function startSender(): ChildProcess {
  const script = `
    import { parseKeyRing } from '@motcua/kernel';
    import { Retention, UnitOfWork } from '@motcua/persistence';
    import { DataSource } from 'typeorm';
    import { channelOf, NotificationRepository, SendDueNotifications } from './dist/notifications/index.js';
    const { url, keys, now, settings } = JSON.parse(process.env.SENDER);
    const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
    const repository = new NotificationRepository(parseKeyRing(keys), new Retention(dataSource));
    const clock = { now: () => new Date(now) };
    const never = new AbortController().signal;
    await new SendDueNotifications(repository, new UnitOfWork(dataSource), channelOf(settings), clock).run(never, never);`;
  const settings = { NOTIFICATIONS: mailUrl, NOTIFICATIONS_FROM: FROM };
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { SENDER: JSON.stringify({ url: database.url, keys: KEYS, now, settings }) },
  });
}
