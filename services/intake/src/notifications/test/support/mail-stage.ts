import { Logger } from '@nestjs/common';
import { newDossierId, parseKeyRing } from '@motcua/kernel';
import { Retention, UnitOfWork } from '@motcua/persistence';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { intakeGrants, intakeMigrations } from '../../../migrations.js';
import { channelOf } from '../../channels/channel-of.js';
import type { NotificationChannel } from '../../channels/notification-channel.js';
import { NotificationRepository } from '../../notification.repository.js';
import { newNotification, type Notification, type Recipient } from '../../notification.js';
import { SendDueNotifications } from '../../sender/send-due-notifications.js';

interface Row {
  readonly attempts: number;
  readonly next_attempt_at: Date;
  readonly sent_at: Date | null;
  readonly failed_at: Date | null;
  readonly last_fault: string | null;
}

const FROM = 'motcua@example.vn';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const never = new AbortController().signal;

export const lan: Recipient = { name: 'Nguyễn Thị Canary', email: 'canary@example.com', phone: '0901234567' };

/** Senders of notifications on a real database, and a mail server that says what a spec wants it to say. */
export class MailStage {
  now = new Date(0);
  mails: string[] = [];
  /** What the mail server says to the next messages; `null` takes them. */
  reply: number | null = null;
  /** What the mail server waits for once it has a message, before it answers. */
  beforeAnswer: () => Promise<unknown> = async () => undefined;
  readonly logged: string[] = [];
  private dossierId = '';
  private mailUrl = '';
  private readonly dataSources: DataSource[] = [];
  private readonly mailServer = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _, callback) => void this.takeMail(stream).then(callback),
  });

  private constructor(readonly database: FreshDatabase) {}

  static async open(): Promise<MailStage> {
    const stage = new MailStage(await freshDatabase({ migrations: intakeMigrations, grants: [intakeGrants] }));
    await stage.listen();
    return stage;
  }

  /** Nothing was sent yet, and there is one dossier. */
  async begin(): Promise<void> {
    await this.database.query('delete from notification');
    this.now = new Date('2024-02-15T03:00:00Z');
    [this.mails, this.reply, this.beforeAnswer] = [[], null, async () => undefined];
    this.dossierId = newDossierId();
    await this.database.query(
      `insert into dossier (id, code, revision, state, applicant) values ($1, $2, 1, '{}', '')`,
      [this.dossierId, this.dossierId],
    );
  }

  async close(): Promise<void> {
    Logger.overrideLogger(['error']);
    for (const dataSource of this.dataSources) await dataSource.destroy();
    await new Promise<void>((resolve) => this.mailServer.close(resolve));
    await this.database.drop();
  }

  channel(): NotificationChannel {
    return channelOf({ NOTIFICATIONS: this.mailUrl, NOTIFICATIONS_FROM: FROM });
  }

  /** A replica of intake, as far as notifications go: pool, repository, sender. */
  async openReplica(channel = this.channel()) {
    const { url } = this.database;
    const dataSource = await new DataSource({ type: 'postgres', url, extra: { max: 10 } }).initialize();
    this.dataSources.push(dataSource);
    const [unitOfWork, retention] = [new UnitOfWork(dataSource), new Retention(dataSource)];
    const repository = new NotificationRepository(parseKeyRing(KEYS), retention);
    const sender = new SendDueNotifications(repository, unitOfWork, channel, { now: () => this.now });
    return {
      sender,
      retention,
      unitOfWork,
      repository,
      add: (notification: Notification) => unitOfWork.run((tx) => repository.add(tx, notification)),
      pass: () => sender.run(never, never),
    };
  }

  ready(occasion = '1', recipient = lan): Notification {
    const dossier = { dossierCode: 'H06-240215-0001', procedureName: 'Khai sinh', agencyName: 'Sở Tư pháp' };
    const facts = { kind: 'ready', ...dossier } as const;
    return newNotification({ dossierId: this.dossierId, occasion, language: 'vi', recipient, facts }, this.now);
  }

  rows(): Promise<readonly Row[]> {
    return this.database.query<Row>('select * from notification order by created_at, id');
  }

  messageIds(): readonly string[] {
    return this.mails.map((mail) => /^Message-ID: <(.+)@example\.vn>/im.exec(mail)![1]!);
  }

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  /** A process that sends what is due at `now`, with the built code of this service. */
  startSender(): ChildProcess {
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
    const settings = { NOTIFICATIONS: this.mailUrl, NOTIFICATIONS_FROM: FROM };
    return spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { SENDER: JSON.stringify({ url: this.database.url, keys: KEYS, now: this.now, settings }) },
    });
  }

  private async listen(): Promise<void> {
    // A client that was killed in the middle is what some of these specs are about.
    this.mailServer.on('error', (error) => this.logged.push(`mail server: ${error.message}`));
    const server = this.mailServer.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.mailUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const note = (line: unknown): number => this.logged.push(String(line));
    Logger.overrideLogger({ log: note, warn: note, error: note, debug: note });
  }

  private async takeMail(stream: NodeJS.ReadableStream): Promise<Error | null> {
    const mail = await text(stream);
    if (this.reply !== null) {
      return Object.assign(new Error(`no mail for ${lan.email}`), { responseCode: this.reply });
    }
    this.mails.push(mail);
    await this.beforeAnswer();
    return null;
  }
}
