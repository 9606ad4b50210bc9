import type { Language, Recipient } from '../notification.js';

/** A notification in words, ready to go. Subject and short text are one line each; nothing is HTML. */
export interface NotificationMessage {
  /** The notification's id: the same for every try. */
  readonly id: string;
  readonly language: Language;
  readonly recipient: Recipient;
  readonly subject: string;
  /** Plain text, lines ended by LF. */
  readonly body: string;
  /** At most 160 characters, for channels like SMS. */
  readonly shortText: string;
}

/**
 * A way to applicants. At least once: `send` resolves when the other side has taken the message for good, and may be
 * called again with the same `id` when nobody knows whether it did, so a channel shows the id to the other side (a file's
 * name, a Message-ID). Several sends run at once, in no order. Once `signal` is raised a send rejects soon; the message may
 * have gone out nevertheless. Rejects with an AppError whose `retryable` says whether waiting helps; its code and text
 * hold no personal data and no credentials, for both are logged and stored. Code `undeliverable`: this channel does not
 * reach this recipient.
 */
export interface NotificationChannel {
  readonly name: string;
  /** Whether a message to this recipient has where to go; nobody else is written to. */
  reaches(recipient: Recipient): boolean;
  send(message: NotificationMessage, signal: AbortSignal): Promise<void>;
}

/** Injection token for the {@link NotificationChannel}. */
export const NOTIFICATION_CHANNEL = Symbol('NotificationChannel');
