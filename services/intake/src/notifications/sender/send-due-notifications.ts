import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { NOTIFICATION_CHANNEL, type NotificationChannel } from '../channels/notification-channel.js';
import { NotificationRepository, type TakenNotification } from '../notification.repository.js';
import { composeMessage } from '../texts/compose-message.js';
import { sendingsCounter } from './notification-metrics.js';
import { retryAt } from './retry.js';

/** Taken together and sent at once: what a mail server lets one client open without complaint. */
const BATCH = 5;

/** The longest a send may take. */
const SEND_TIMEOUT_MS = 60_000;

/** Longer than a send and the note of it, so that as long as a process lives nobody sends what it is sending. */
const LEASE_MS = 2 * SEND_TIMEOUT_MS;

/**
 * Sends what is due. A batch is taken and its lease committed, then sent with no transaction open, then each outcome noted in
 * a transaction of its own. A transaction around the sending would hold row locks, a pooled connection and the
 * vacuum horizon for as long as the slowest mail server likes, and would not help: the mail is out before the commit either
 * way. So a process that dies before sending delays a notification by the lease; one that dies after sending and before
 * the note has it sent again, under the same id. That is at least once; nothing is lost.
 */
@Injectable()
export class SendDueNotifications {
  private readonly logger = new Logger(SendDueNotifications.name);
  private readonly sendings = sendingsCounter();

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(NOTIFICATION_CHANNEL) private readonly channel: NotificationChannel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sends batch by batch until nothing is due, or until `stop` is raised, after the batch that runs then. `cut` breaks off what
   * is being sent; that is tried again later.
   * @throws what the database throws; every send that was begun has ended by then
   */
  async run(stop: AbortSignal, cut: AbortSignal): Promise<void> {
    let taken = BATCH;
    while (taken === BATCH && !stop.aborted) {
      const now = this.clock.now();
      const leaseUntil = new Date(now.getTime() + LEASE_MS);
      const batch = await this.unitOfWork.run((tx) => this.notifications.take(tx, now, leaseUntil, BATCH));
      const outcomes = await Promise.allSettled(batch.map((each) => this.sendOne(each, cut)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
      taken = batch.length;
    }
  }

  private async sendOne(taken: TakenNotification, cut: AbortSignal): Promise<void> {
    try {
      const message = composeMessage(this.notifications.open(taken));
      await this.channel.send(message, AbortSignal.any([cut, AbortSignal.timeout(SEND_TIMEOUT_MS)]));
    } catch (error) {
      return this.noteFault(taken, error);
    }
    await this.unitOfWork.run((tx) => this.notifications.markSent(tx, taken, this.clock.now()));
    this.sendings.inc({ outcome: 'sent' });
  }

  /** Only an error's code is kept and logged: the text of a foreign error may name the applicant. */
  private async noteFault(taken: TakenNotification, error: unknown): Promise<void> {
    const { code, retryable } = error instanceof AppError ? error : { code: 'unexpected', retryable: true };
    const now = this.clock.now();
    const next = retryable ? retryAt(taken.createdAt, taken.attempts, now) : null;
    const facts = `kind=${taken.kind} id=${taken.id} channel=${this.channel.name} attempts=${taken.attempts} code=${code}`;
    if (next) {
      await this.unitOfWork.run((tx) => this.notifications.postpone(tx, taken, next, code));
      this.logger.warn(`A notification is tried again later: ${facts}`);
    } else {
      await this.unitOfWork.run((tx) => this.notifications.giveUp(tx, taken, now, code));
      this.logger.error(`A notification is given up, the applicant was not notified: ${facts}`);
    }
    this.sendings.inc({ outcome: next ? 'postponed' : 'given_up' });
  }
}
