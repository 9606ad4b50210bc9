import { Inject, Injectable } from '@nestjs/common';
import { AppError, seal, unseal } from '@motcua/kernel';
import { Retention, Statement, type Tx } from '@motcua/persistence';
import { KEY_RING, type IntakeKeyRing } from '../applicants/index.js';
import type { Language, Notification, NotificationKind } from './notification.js';
import { readSealedContent } from './sealed-content.js';

/** How long a notification is kept after it was sent or given up. */
const KEPT_DAYS = 30;

/** A notification that a sender has taken; nobody else takes it before the lease is over. */
export interface TakenNotification {
  readonly id: string;
  readonly dossierId: string;
  readonly kind: NotificationKind;
  readonly occasion: string;
  readonly language: Language;
  readonly sealed: string;
  readonly createdAt: Date;
  /** Tries so far, with the one that begins now. */
  readonly attempts: number;
}

const ADD = new Statement<{ id: string }>(`
  insert into notification (id, dossier_id, kind, occasion, language, sealed, created_at, next_attempt_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7)
  on conflict (dossier_id, kind, occasion) do nothing returning id`);

const TAKE = new Statement<TakenNotification>(`
  with due as (
    select id from notification where next_attempt_at <= $1 and sent_at is null and failed_at is null
    order by next_attempt_at limit $3 for update skip locked
  )
  update notification set attempts = attempts + 1, next_attempt_at = $2
  from due where notification.id = due.id
  returning notification.id, dossier_id as "dossierId", kind, occasion, language, sealed, created_at as "createdAt",
    attempts`);

/** Of an older taker too: whoever sent it, it was sent. */
const MARK_SENT = new Statement(
  'update notification set sent_at = $2, failed_at = null, last_fault = null where id = $1 and sent_at is null',
);
/** `attempts` fences off a sender whose lease ended: what the next one found counts. */
const POSTPONE = new Statement(`
  update notification set next_attempt_at = $3, last_fault = $4
  where id = $1 and attempts = $2 and sent_at is null and failed_at is null`);
const GIVE_UP = new Statement(`
  update notification set failed_at = $3, last_fault = $4
  where id = $1 and attempts = $2 and sent_at is null and failed_at is null`);

/** Notifications that wait, were sent or were given up; the latter two are forgotten after 30 days. */
@Injectable()
export class NotificationRepository {
  constructor(
    @Inject(KEY_RING) private readonly keyRing: IntakeKeyRing,
    retention: Retention,
  ) {
    retention.add({ table: 'notification', since: 'sent_at', days: KEPT_DAYS });
    retention.add({ table: 'notification', since: 'failed_at', days: KEPT_DAYS });
  }

  /**
   * Adds a notification in the transaction of what causes it, so that it goes out if and only if that happened. Answers
   * `false`, and adds nothing, when the dossier had a notification of the same occasion within the last 30 days.
   */
  async add(tx: Tx, notification: Notification): Promise<boolean> {
    const { id, dossierId, occasion, language, recipient, facts, createdAt } = notification;
    const sealed = seal(this.keyRing, dossierId, { recipient, facts });
    return (await ADD.run(tx, [id, dossierId, facts.kind, occasion, language, sealed, createdAt])).length > 0;
  }

  /**
   * Takes up to `limit` notifications that are due at `now`, the longest due first, and counts the try. They come due again
   * at `leaseUntil`: should this process die, another one takes them then. Rows that others work on are passed over.
   */
  async take(tx: Tx, now: Date, leaseUntil: Date, limit: number): Promise<readonly TakenNotification[]> {
    return TAKE.run(tx, [now, leaseUntil, limit]);
  }

  /** @throws AppError `sealed-value-unreadable`, `notification-unreadable` (written by a later version) */
  open(taken: TakenNotification): Notification {
    const { id, dossierId, kind, occasion, language, createdAt } = taken;
    const content = readSealedContent(unseal(this.keyRing, dossierId, taken.sealed));
    if (content?.facts.kind === kind) return { id, dossierId, occasion, language, createdAt, ...content };
    throw new AppError(
      `Notification ${id} does not hold what a "${kind}" says: send it with the version that wrote it.`,
      {
        code: 'notification-unreadable',
        retryable: false,
      },
    );
  }

  async markSent(tx: Tx, { id }: TakenNotification, at: Date): Promise<void> {
    await MARK_SENT.run(tx, [id, at]);
  }

  /** It is tried again at `nextAttemptAt`. `fault` is an error's code, never its text. */
  async postpone(tx: Tx, taken: TakenNotification, nextAttemptAt: Date, fault: string): Promise<void> {
    await POSTPONE.run(tx, [taken.id, taken.attempts, nextAttemptAt, fault]);
  }

  /** It is not tried again. `fault` is an error's code, never its text. */
  async giveUp(tx: Tx, taken: TakenNotification, at: Date, fault: string): Promise<void> {
    await GIVE_UP.run(tx, [taken.id, taken.attempts, at, fault]);
  }
}
