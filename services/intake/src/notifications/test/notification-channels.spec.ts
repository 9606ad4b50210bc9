import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '@motcua/kernel';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelOf } from '../channels/channel-of.js';
import type { NotificationMessage } from '../channels/notification-channel.js';
import { readSmtpUrl } from '../channels/smtp-server-address.js';
import { retryAt } from '../sender/retry.js';

const FROM = 'Một cửa <motcua@example.vn>';
const never = new AbortController().signal;
const message: NotificationMessage = {
  id: '018d2c00-0000-7000-8000-000000000001',
  language: 'vi',
  recipient: { name: 'Nguyễn Thị Lan', phone: '0901234567' },
  subject: 'Đã có kết quả',
  body: 'Kính gửi: Bà Lan\n',
  shortText: 'Đã có kết quả.',
};

async function faultOf(work: () => unknown): Promise<AppError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('The file channel', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'notifications-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('writes a whole message into a directory that it makes, for the owner only', async () => {
    const outbox = join(directory, 'a', 'b');
    await channelOf({ NOTIFICATIONS: `file:${outbox}`, NOTIFICATIONS_FROM: FROM }).send(message, never);
    expect(await readdir(outbox)).toEqual([`${message.id}.json`]);
    const file = join(outbox, `${message.id}.json`);
    const { recipient, ...rest } = message;
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      ...rest,
      to: recipient,
      from: { name: 'Một cửa', address: 'motcua@example.vn' },
    });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await stat(outbox)).mode & 0o077).toBe(0);
  });

  it('leaves one file of a message that is sent again, also by two at once', async () => {
    const channel = channelOf({ NOTIFICATIONS: `file://${directory}`, NOTIFICATIONS_FROM: FROM });
    await channel.send(message, never);
    await Promise.all([channel.send(message, never), channel.send(message, never)]);
    expect(await readdir(directory)).toEqual([`${message.id}.json`]);
  });

  it('leaves nothing of a message that was cut off, and can be asked again', async () => {
    const channel = channelOf({ NOTIFICATIONS: `file:${directory}`, NOTIFICATIONS_FROM: FROM });
    expect((await faultOf(() => channel.send(message, AbortSignal.abort()))).retryable).toBe(true);
    expect(await readdir(directory)).toEqual([]);
  });

  it('says which directory cannot be written to, and that waiting helps', async () => {
    await writeFile(join(directory, 'taken'), '');
    const outbox = join(directory, 'taken');
    const fault = await faultOf(() =>
      channelOf({ NOTIFICATIONS: `file:${outbox}`, NOTIFICATIONS_FROM: FROM }).send(message, never),
    );
    expect(fault).toMatchObject({ code: 'outbox-directory-unwritable', retryable: true });
    expect(fault.message).toContain(outbox);
    expect(fault.message).not.toContain('Lan');
  });
});

describe('The settings of notifications', () => {
  it.each([
    ['file:/var/spool/motcua', 'file'],
    ['smtp://mail.example.vn', 'smtp'],
    ['smtps://user:secret@mail.example.vn:4650', 'smtp'],
  ])('%s name the channel "%s"', (NOTIFICATIONS, name) => {
    expect(channelOf({ NOTIFICATIONS, NOTIFICATIONS_FROM: 'motcua@example.vn' }).name).toBe(name);
  });

  it.each([
    ['', 'must be file:'],
    ['http://user:secret@example.vn', 'must be file:'],
    ['file:relative/secret', 'absolute'],
    ['file://host/secret', 'absolute'],
    ['file:/', 'absolute'],
    ['smtp://user:secret@', 'must be file:'],
    ['smtp://secret@mail.example.vn', 'user and password both'],
    ['smtp://user:secret%@mail.example.vn', 'percent-encoded'],
    ['smtp://user:secret@mail.example.vn?tls=maybe', 'tls=required or tls=off'],
    ['smtp://user:secret@mail.example.vn?tls=off', 'in clear'],
    ['smtps://user:secret@mail.example.vn?tls=off', 'smtps:// takes none'],
    ['smtp://user:secret@mail.example.vn/path', 'path'],
  ])('%j are refused, without saying what may be secret', async (NOTIFICATIONS, text) => {
    const fault = await faultOf(() => channelOf({ NOTIFICATIONS, NOTIFICATIONS_FROM: FROM }));
    expect(fault).toMatchObject({ code: 'notification-settings-invalid', retryable: false });
    expect(fault.message).toContain(text);
    expect(fault.message).not.toContain('secret');
  });

  it.each(['', 'Một cửa', 'a@b@c', 'a@b, c@d', 'Một cửa\r\nBcc: x@example.vn <a@b>', 'a@b\r\nBcc: x@example.vn'])(
    'refuse the sender %j',
    async (NOTIFICATIONS_FROM) => {
      const fault = await faultOf(() => channelOf({ NOTIFICATIONS: 'file:/x', NOTIFICATIONS_FROM }));
      expect(fault.message).toContain('NOTIFICATIONS_FROM must be');
    },
  );

  it('are reported with all their faults at once', async () => {
    const { message: text } = await faultOf(() =>
      channelOf({ NOTIFICATIONS: 'smtp://user@mail.example.vn?tls=maybe', NOTIFICATIONS_FROM: '' }),
    );
    for (const part of ['user and password', 'tls=required', 'NOTIFICATIONS_FROM']) expect(text).toContain(part);
  });

  it.each([
    ['smtp://mail.example.vn', { host: 'mail.example.vn', port: 587, tls: 'required', login: null }],
    ['smtp://mail.example.vn:25?tls=off', { host: 'mail.example.vn', port: 25, tls: 'off', login: null }],
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, tls: 'off', login: null }],
    ['smtp://[::1]:1025?tls=required', { host: '::1', port: 1025, tls: 'required', login: null }],
    [
      'smtps://u%40x:p%3A%2F@mail.example.vn',
      { host: 'mail.example.vn', port: 465, tls: 'implicit', login: { user: 'u@x', password: 'p:/' } },
    ],
  ])('%s are read with TLS as the rule', (url, server) => {
    expect(readSmtpUrl(url)).toEqual({ server });
  });
});

describe('A failed try', () => {
  const createdAt = new Date('2024-02-15T03:00:00Z');

  it('is followed by others after half a minute, a minute, two, ... at most an hour', () => {
    const pauses = [1, 2, 3, 7, 8, 9, 60].map(
      (attempts) => (retryAt(createdAt, attempts, createdAt)!.getTime() - createdAt.getTime()) / 1_000,
    );
    expect(pauses).toEqual([30, 60, 120, 1_920, 3_600, 3_600, 3_600]);
  });

  it('is the last when the next would be later than 24 hours after the notification', () => {
    const hours = (count: number): Date => new Date(createdAt.getTime() + count * 3_600_000);
    expect(retryAt(createdAt, 20, hours(23))).toEqual(hours(24));
    expect(retryAt(createdAt, 20, new Date(hours(23).getTime() + 1))).toBeNull();
  });
});
