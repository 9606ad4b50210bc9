import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lan, MailStage } from './support/mail-stage.js';

const HOUR_MS = 3_600_000;

let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.open();
}, 60_000);
afterAll(async () => stage.close(), 60_000);
beforeEach(async () => stage.begin());

describe('A notification', () => {
  it('is sent once, to the applicant, however often its occasion is added', async () => {
    const { add, pass } = await stage.openReplica();
    const first = stage.ready();
    expect([await add(first), await add(stage.ready())]).toEqual([true, false]);
    await Promise.all([pass(), pass()]);
    stage.later(HOUR_MS);
    await pass();
    expect(stage.messageIds()).toEqual([first.id]);
    expect(stage.mails[0]).toContain('<canary@example.com>');
    expect(await stage.rows()).toMatchObject([{ attempts: 1, failed_at: null, last_fault: null }]);
    expect((await stage.rows())[0]!.sent_at).not.toBeNull();
  });

  it('is not sent when what causes it is rolled back', async () => {
    const { unitOfWork, repository, pass } = await stage.openReplica();
    const failing = unitOfWork.run(async (tx) => {
      await repository.add(tx, stage.ready());
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await pass();
    expect(stage.mails).toEqual([]);
  });

  it('waits half a minute when the mail server cannot take it now, then goes out', async () => {
    const { add, pass } = await stage.openReplica();
    await add(stage.ready());
    stage.reply = 451;
    await pass();
    expect(await stage.rows()).toMatchObject([
      { attempts: 1, sent_at: null, failed_at: null, last_fault: 'mail-deferred' },
    ]);
    stage.reply = null;
    stage.later(29_000);
    await pass();
    expect(stage.mails).toEqual([]);
    stage.later(1_000);
    await pass();
    expect(stage.mails).toHaveLength(1);
    expect(await stage.rows()).toMatchObject([{ attempts: 2, last_fault: null }]);
  });

  it('is given up at once when the mail server refuses it for good', async () => {
    const { add, pass } = await stage.openReplica();
    await add(stage.ready());
    stage.reply = 550;
    await pass();
    stage.reply = null;
    stage.later(HOUR_MS);
    await pass();
    expect(stage.mails).toEqual([]);
    expect(await stage.rows()).toMatchObject([{ attempts: 1, sent_at: null, last_fault: 'mail-refused' }]);
    expect((await stage.rows())[0]!.failed_at).not.toBeNull();
  });

  it('is given up as undeliverable when the applicant left no address, and holds up no other', async () => {
    const { add, pass } = await stage.openReplica();
    await add(stage.ready('1', { name: lan.name }));
    await add(stage.ready('2'));
    await pass();
    expect(stage.mails).toHaveLength(1);
    expect(await stage.database.query('select occasion, last_fault from notification order by occasion')).toEqual([
      { occasion: '1', last_fault: 'undeliverable' },
      { occasion: '2', last_fault: null },
    ]);
  });

  it('is given up when its key is gone, and holds up no other', async () => {
    const { add, pass } = await stage.openReplica();
    await add(stage.ready('1'));
    await stage.database.query(`update notification set sealed = 'v1.gone.AAAA'`);
    await add(stage.ready('2'));
    await pass();
    expect(stage.mails).toHaveLength(1);
    expect(await stage.database.query('select last_fault from notification where failed_at is not null')).toEqual([
      { last_fault: 'sealed-value-unreadable' },
    ]);
  });

  it('is tried for 24 hours, no longer', async () => {
    const { add, pass } = await stage.openReplica();
    const begin = stage.now.getTime();
    await add(stage.ready());
    stage.reply = 451;
    for (let [row] = await stage.rows(); row!.failed_at === null; [row] = await stage.rows()) {
      stage.now = row!.next_attempt_at;
      await pass();
    }
    const hours = ((await stage.rows())[0]!.failed_at!.getTime() - begin) / HOUR_MS;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    expect((await stage.rows())[0]!.attempts).toBe(30);
  });

  it('is forgotten 30 days after it was sent or given up, never while it waits', async () => {
    const { add, retention } = await stage.openReplica();
    for (const occasion of ['sent', 'failed', 'sent lately', 'waiting']) await add(stage.ready(occasion));
    await stage.database.query(`
      update notification set
        sent_at = case occasion when 'sent' then now() - interval '31 days'
          when 'sent lately' then now() - interval '29 days' end,
        failed_at = case occasion when 'failed' then now() - interval '31 days' end`);
    await retention.sweep();
    expect(await stage.database.query('select occasion from notification order by 1')).toEqual([
      { occasion: 'sent lately' },
      { occasion: 'waiting' },
    ]);
  });
});

describe('What is personal', () => {
  it('is in no plain column and no log', async () => {
    const { add, pass } = await stage.openReplica();
    for (const refusal of [451, 550]) {
      await add(stage.ready(String(refusal)));
      stage.reply = refusal;
      await pass();
    }
    stage.reply = null;
    await add(stage.ready('sent'));
    await pass();
    const plain = await stage.database.query<{ row: object }>(`select to_jsonb(notification) as row from notification`);
    expect(plain).toHaveLength(3);
    const lines = stage.logged.filter((line) => line.includes('notification'));
    expect(lines.some((line) => line.includes('is given up'))).toBe(true);
    expect(lines.some((line) => line.includes('tried again later'))).toBe(true);
    for (const text of [JSON.stringify(plain), stage.logged.join('\n')]) {
      expect(text).not.toMatch(/canary|Nguyễn|0901234567|H06-240215|Sở Tư pháp/i);
    }
  });
});
