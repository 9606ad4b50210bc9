import { AppError } from '@motcua/kernel';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { isMailAddress } from '../../applicants/index.js';
import type { Recipient } from '../notification.js';
import type { Mailbox } from './mailbox.js';
import type { NotificationChannel, NotificationMessage } from './notification-channel.js';
import { smtpFaultOf } from './smtp-fault.js';
import type { SmtpServerAddress } from './smtp-server-address.js';

const CONNECTION_TIMEOUT_MS = 10_000;
/** Between two answers of the server. */
const SILENCE_TIMEOUT_MS = 20_000;

/**
 * E-mail through one server, a connection a message. `Message-ID` is made of the notification's id, so that a mailbox, or a
 * person, recognises a second try. A send that is aborted or times out after the text went over may have been delivered.
 */
export class SmtpChannel implements NotificationChannel {
  readonly name = 'smtp';
  private readonly transport: ReturnType<typeof transportTo>;

  constructor(
    server: SmtpServerAddress,
    private readonly from: Mailbox,
  ) {
    this.transport = transportTo(server);
  }

  reaches({ email }: Recipient): boolean {
    return email !== undefined && isMailAddress(email);
  }

  async send(message: NotificationMessage, signal: AbortSignal): Promise<void> {
    const { email } = message.recipient;
    if (email === undefined || !isMailAddress(email)) {
      throw new AppError(
        'The applicant has given no e-mail address that can be used: inform them by telephone or post.',
        {
          code: 'undeliverable',
          retryable: false,
        },
      );
    }
    try {
      await this.transport.sendMail({ ...this.mailOf(message, email), signal });
    } catch (error) {
      throw smtpFaultOf(error);
    }
  }

  private mailOf({ id, language, recipient, subject, body }: NotificationMessage, address: string): SendMailOptions {
    return {
      from: this.from,
      to: { name: recipient.name, address },
      subject,
      text: body,
      messageId: `<${id}@${this.from.address.split('@')[1]}>`,
      // RFC 3834: no out-of-office note comes back.
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    };
  }
}

function transportTo({ host, port, tls, login }: SmtpServerAddress) {
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    ...(login ? { auth: { user: login.user, pass: login.password }, forceAuth: true } : {}),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    dnsTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
