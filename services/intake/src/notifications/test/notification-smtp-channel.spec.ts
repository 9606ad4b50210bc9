import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError } from '@motcua/kernel';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { channelOf } from '../channels/channel-of.js';
import type { NotificationMessage } from '../channels/notification-channel.js';

const FROM = 'Một cửa <motcua@example.vn>';
const never = new AbortController().signal;

function messageTo(email: string | undefined, name = 'Nguyễn Thị Lan'): NotificationMessage {
  return {
    id: '018d2c00-0000-7000-8000-000000000001',
    language: 'vi',
    recipient: { name, email },
    subject: 'Đã có kết quả giải quyết hồ sơ 000.00.17.H06-240215-0001',
    body: 'Kính gửi: Bà Nguyễn Thị Lan\n\n.\nTrân trọng\n',
    shortText: 'Đã có kết quả.',
  };
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A mail server on loopback and the mails that it took. */
async function startMailServer(options: SMTPServerOptions = {}): Promise<{ port: number; mails: readonly string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData: (stream, _, callback) => {
      void text(stream).then((mail) => {
        mails.push(mail);
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closings.push(() => new Promise((resolve) => server.close(resolve)));
  return { port: (listening.address() as AddressInfo).port, mails };
}

const channelAt = (url: string) => channelOf({ NOTIFICATIONS: url, NOTIFICATIONS_FROM: FROM });
const refusing = (responseCode: number) =>
  Object.assign(new Error('<lan@example.com> is unknown to me'), { responseCode });

async function faultOf(sending: Promise<void>): Promise<AppError> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The message was sent.');
}

describe('The SMTP channel', () => {
  it('sends plain text with a Message-ID made of the id, the same each time', async () => {
    const { port, mails } = await startMailServer();
    const channel = channelAt(`smtp://127.0.0.1:${port}`);
    await channel.send(messageTo('lan@example.com'), never);
    await channel.send(messageTo('lan@example.com'), never);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail).toMatch(/^Message-ID: <018d2c00-0000-7000-8000-000000000001@example\.vn>\r$/im);
      expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(mail).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
      expect(mail).toMatch(/^From: =\?UTF-8\?.*<motcua@example\.vn>\r$/m);
      expect(mail).not.toMatch(/^X-Mailer|html/im);
    }
  });

  it('sends one header for one name, whatever is in it', async () => {
    const { port, mails } = await startMailServer();
    await channelAt(`smtp://127.0.0.1:${port}`).send(
      messageTo('lan@example.com', 'Lan" <x@evil.example>,\r\nBcc: all@evil.example\r\n\r\nKính gửi'),
      never,
    );
    const headers = mails[0]!.slice(0, mails[0]!.indexOf('\r\n\r\n'));
    expect(headers).not.toMatch(/^Bcc/im);
    expect(headers.match(/^To:.*(?:\r\n[ \t].*)*/m)![0]).toMatch(/^To:[^<]*<lan@example\.com>$/);
  });

  it.each([undefined, '', 'Lan', 'lan@example.com, x@evil.example', 'lan@example.com\r\nRCPT TO:<x@evil.example>'])(
    'says that nobody is reached at %j, and that waiting does not help',
    async (email) => {
      const { port, mails } = await startMailServer();
      const fault = await faultOf(channelAt(`smtp://127.0.0.1:${port}`).send(messageTo(email), never));
      expect(fault).toMatchObject({ code: 'undeliverable', retryable: false });
      expect(mails).toEqual([]);
    },
  );

  it.each([
    [450, 'mail-deferred', true],
    [550, 'mail-refused', false],
  ])('takes a %i to the recipient as %s, retryable %s', async (reply, code, retryable) => {
    const { port } = await startMailServer({ onRcptTo: (_address, _session, callback) => callback(refusing(reply)) });
    const fault = await faultOf(channelAt(`smtp://127.0.0.1:${port}`).send(messageTo('lan@example.com'), never));
    expect(fault).toMatchObject({ code, retryable });
    expect(fault.message).toContain(String(reply));
    expect(JSON.stringify([fault.message, fault.stack, fault.cause, fault.details])).not.toContain('lan@example.com');
  });

  it.each([
    [451, 'mail-deferred', true],
    [554, 'mail-refused', false],
  ])('takes a %i to the message as %s, retryable %s', async (reply, code, retryable) => {
    const { port } = await startMailServer({
      onData: (stream, _, callback) => void text(stream).then(() => callback(refusing(reply))),
    });
    const fault = await faultOf(channelAt(`smtp://127.0.0.1:${port}`).send(messageTo('lan@example.com'), never));
    expect(fault).toMatchObject({ code, retryable });
  });

  it('waits when the sender is refused: our settings are wrong, not the applicant', async () => {
    const { port } = await startMailServer({ onMailFrom: (_address, _session, callback) => callback(refusing(550)) });
    const fault = await faultOf(channelAt(`smtp://127.0.0.1:${port}`).send(messageTo('lan@example.com'), never));
    expect(fault).toMatchObject({ code: 'mail-deferred', retryable: true });
  });

  it('logs in, and waits when the login is refused, and never shows it', async () => {
    const { port, mails } = await startMailServer({
      onAuth: ({ username, password }, _, callback) =>
        password === 's3cret:/' ? callback(null, { user: username }) : callback(refusing(535)),
    });
    await channelAt(`smtp://lan:s3cret%3A%2F@127.0.0.1:${port}`).send(messageTo('lan@example.com'), never);
    expect(mails).toHaveLength(1);
    const fault = await faultOf(
      channelAt(`smtp://someuser:wr0ng@127.0.0.1:${port}`).send(messageTo('lan@example.com'), never),
    );
    expect(fault).toMatchObject({ code: 'mail-login-refused', retryable: true });
    expect(JSON.stringify([fault.message, fault.stack, fault.cause, fault.details])).not.toMatch(/someuser|wr0ng/);
  });

  it('sends nothing in clear, and no password, when TLS is required and not offered', async () => {
    const logins: string[] = [];
    const { port, mails } = await startMailServer({
      onAuth: ({ username = '' }, _, callback) => {
        logins.push(username);
        callback(null, { user: username });
      },
    });
    const fault = await faultOf(
      channelAt(`smtp://user:secret@127.0.0.1:${port}?tls=required`).send(messageTo('lan@example.com'), never),
    );
    expect(fault.retryable).toBe(true);
    expect([mails, logins]).toEqual([[], []]);
  });

  it('trusts no certificate that nobody vouches for', async () => {
    const { port, mails } = await startMailServer({ disabledCommands: [] });
    const fault = await faultOf(
      channelAt(`smtp://127.0.0.1:${port}?tls=required`).send(messageTo('lan@example.com'), never),
    );
    expect(fault).toMatchObject({ code: 'mail-server-unreachable', retryable: true });
    expect(mails).toEqual([]);
  });

  it('waits for a server that is not there', async () => {
    const fault = await faultOf(channelAt('smtp://127.0.0.1:1').send(messageTo('lan@example.com'), never));
    expect(fault).toMatchObject({ code: 'mail-server-unreachable', retryable: true });
  });

  it('ends a send to a silent server when its signal aborts', async () => {
    const silent: Server = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closings.push(async () => void silent.close());
    const cut = new AbortController();
    const sending = faultOf(
      channelAt(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`).send(
        messageTo('lan@example.com'),
        cut.signal,
      ),
    );
    await once(silent, 'connection');
    cut.abort();
    expect((await sending).retryable).toBe(true);
  });
});
