import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { once } from 'node:events';
import type { NotificationChannel } from '../channels/notification-channel.js';
import { SendNotifications } from '../sender/send-notifications.schedule.js';
import { MailStage } from './support/mail-stage.js';

const never = new AbortController().signal;

let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.open();
}, 60_000);
afterAll(async () => stage.close(), 60_000);
beforeEach(async () => stage.begin());

describe('Senders', () => {
  it('share the work and send each message once', async () => {
    const counts = [0, 0];
    const counting = (index: number): NotificationChannel => {
      const channel = stage.channel();
      return { name: channel.name, reaches: () => true, send: (...sent) => (counts[index]!++, channel.send(...sent)) };
    };
    const [one, other] = await Promise.all([stage.openReplica(counting(0)), stage.openReplica(counting(1))]);
    const notifications = Array.from({ length: 40 }, (_, index) => stage.ready(String(index)));
    for (const notification of notifications) await one.add(notification);
    await Promise.all([one.pass(), other.pass()]);
    expect(stage.messageIds().toSorted()).toEqual(notifications.map(({ id }) => id).toSorted());
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('hold no row while the mail server takes its time', async () => {
    const { add, pass } = await stage.openReplica();
    await add(stage.ready());
    const answer = Promise.withResolvers<void>();
    stage.beforeAnswer = () => answer.promise;
    const passing = pass();
    await eventually(() => expect(stage.mails).toHaveLength(1));
    await stage.database.query('begin');
    expect(await stage.database.query('select id from notification for update nowait')).toHaveLength(1);
    await stage.database.query('commit');
    answer.resolve();
    await passing;
  });

  it('send again, under the same Message-ID, what one sent that was killed before it could note it', async () => {
    const { add, pass } = await stage.openReplica();
    const notification = stage.ready();
    await add(notification);
    // Whoever wants to note the outcome waits for this lock; the taking has committed by then.
    stage.beforeAnswer = async () => {
      await stage.database.query('begin');
      await stage.database.query('select id from notification for update');
    };
    const child = stage.startSender();
    await eventually(async () => {
      const waiting = await stage.database.query(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    // PostgreSQL notices a client's death only when it next talks to it: let the session end as it would by itself.
    await stage.database.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    await stage.database.query('rollback');
    expect(await stage.rows()).toMatchObject([{ attempts: 1, sent_at: null }]);
    stage.beforeAnswer = async () => undefined;
    stage.later(119_000);
    await pass();
    expect(stage.messageIds()).toEqual([notification.id]);
    stage.later(1_000);
    await pass();
    expect(stage.messageIds()).toEqual([notification.id, notification.id]);
    expect(await stage.rows()).toMatchObject([{ attempts: 2, failed_at: null }]);
    expect((await stage.rows())[0]!.sent_at).not.toBeNull();
  }, 30_000);

  it('do not overrule who took over when their own lease had ended', async () => {
    const { add, unitOfWork, repository } = await stage.openReplica();
    await add(stage.ready());
    const take = () => unitOfWork.run((tx) => repository.take(tx, stage.now, new Date(stage.now.getTime() + 1_000), 1));
    const [slow] = await take();
    expect(await take()).toEqual([]);
    stage.later(1_000);
    const [successor] = await take();
    await unitOfWork.run((tx) => repository.giveUp(tx, slow!, stage.now, 'mail-refused'));
    await unitOfWork.run((tx) => repository.postpone(tx, slow!, stage.now, 'mail-deferred'));
    expect(await stage.rows()).toMatchObject([{ attempts: 2, failed_at: null, last_fault: null }]);
    await unitOfWork.run((tx) => repository.giveUp(tx, successor!, stage.now, 'mail-refused'));
    expect(await stage.rows()).toMatchObject([{ failed_at: stage.now, sent_at: null }]);
    await unitOfWork.run((tx) => repository.markSent(tx, slow!, stage.now));
    expect(await stage.rows()).toMatchObject([{ failed_at: null, sent_at: stage.now, last_fault: null }]);
  });

  it('keep for later what is cut off', async () => {
    const { add, sender } = await stage.openReplica();
    await add(stage.ready());
    const answer = Promise.withResolvers<void>();
    stage.beforeAnswer = () => answer.promise;
    const cut = new AbortController();
    const passing = sender.run(never, cut.signal);
    await eventually(() => expect(stage.mails).toHaveLength(1));
    cut.abort();
    await passing;
    answer.resolve();
    expect(await stage.rows()).toMatchObject([{ attempts: 1, sent_at: null, failed_at: null }]);
    expect((await stage.rows())[0]!.next_attempt_at).toEqual(new Date(stage.now.getTime() + 30_000));
  });

  it('stop with the batch that runs, and have noted what they sent', async () => {
    const { add, sender } = await stage.openReplica();
    for (let index = 0; index < 7; index += 1) await add(stage.ready(String(index)));
    const answer = Promise.withResolvers<void>();
    stage.beforeAnswer = () => answer.promise;
    const schedule = new SendNotifications(sender);
    schedule.onApplicationBootstrap();
    await eventually(() => expect(stage.mails).toHaveLength(5));
    const stopped = schedule.onModuleDestroy();
    answer.resolve();
    await stopped;
    const sent = (await stage.rows()).filter(({ sent_at }) => sent_at !== null);
    expect([sent.length, stage.mails.length]).toEqual([5, 5]);
  });
});
