import { AppError } from '@motcua/kernel';
import { fileURLToPath } from 'node:url';
import { FileChannel } from './file-channel.js';
import { readMailbox } from './mailbox.js';
import type { NotificationChannel } from './notification-channel.js';
import { SmtpChannel } from './smtp-channel.js';
import { readSmtpUrl } from './smtp-server-address.js';

export interface NotificationSettings {
  /** `file:/absolute/directory`, or `smtp[s]://[user:password@]host[:port][?tls=required|off]`. */
  readonly NOTIFICATIONS: string;
  /** Who speaks: `address` or `Name <address>`. */
  readonly NOTIFICATIONS_FROM: string;
}

/** What is wrong with NOTIFICATIONS, in words that repeat no part of it: it may hold a password. */
export function targetFaults(text: string): readonly string[] {
  const target = readTarget(text);
  return 'faults' in target ? target.faults : [];
}

/** What is wrong with NOTIFICATIONS_FROM. */
export function senderFaults(text: string): readonly string[] {
  return readMailbox(text) ? [] : ['must be an e-mail address, or "Name <address>"'];
}

/**
 * The channel that the settings name. Opens nothing yet.
 * @throws AppError `notification-settings-invalid` with all faults at once, without the values: one holds a password
 */
export function channelOf({ NOTIFICATIONS, NOTIFICATIONS_FROM }: NotificationSettings): NotificationChannel {
  const from = readMailbox(NOTIFICATIONS_FROM);
  const target = readTarget(NOTIFICATIONS);
  if ('faults' in target || !from) {
    const faults = [
      ...targetFaults(NOTIFICATIONS).map((fault) => `NOTIFICATIONS ${fault}`),
      ...senderFaults(NOTIFICATIONS_FROM).map((fault) => `NOTIFICATIONS_FROM ${fault}`),
    ];
    throw new AppError(`Settings of notifications: ${faults.join('; ')}.`, {
      code: 'notification-settings-invalid',
      retryable: false,
    });
  }
  return 'directory' in target ? new FileChannel(target.directory, from) : new SmtpChannel(target.server, from);
}

function readTarget(text: string): ReturnType<typeof readDirectory> | ReturnType<typeof readSmtpUrl> {
  return text.startsWith('file:') ? readDirectory(text) : readSmtpUrl(text);
}

function readDirectory(text: string): { readonly directory: string } | { readonly faults: readonly string[] } {
  const url = URL.parse(text);
  const isAbsolute = url !== null && /^file:(\/\/)?\/[^/]/.test(text) && url.search === '' && url.hash === '';
  return isAbsolute
    ? { directory: fileURLToPath(url) }
    : { faults: ['must name an absolute directory, for example file:/var/spool/motcua'] };
}
