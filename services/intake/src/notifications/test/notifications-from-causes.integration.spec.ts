import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DeadlineExtendedV1,
  DeadlineMissedV1,
  DeadlineStartedV1,
  newEvent,
  type DeadlineEvent,
  type DeadlineStateV1,
} from '@motcua/contracts';
import { deadlineState, eventually } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';
import { workingInstantIn } from '../../../test/support/working-instants.js';
import { spokenInstant } from '../../texts/index.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const DAY_MS = 24 * 3_600_000;
const daysFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

interface SentMessage {
  readonly id: string;
  readonly to: { readonly name: string };
  readonly language: string;
  readonly subject: string;
  readonly body: string;
}

/** A dossier through commands, each as it happens. */
class Life {
  private constructor(
    readonly id: string,
    readonly code: string,
    private revision: number,
  ) {}

  static async begin(applicant: object = {}, happenedAt?: string): Promise<Life> {
    const body = { ...submission, applicant: { ...submission.applicant, ...applicant }, happenedAt };
    const answer = await stage.post('/dossiers', { token: stage.officer, body });
    expect(answer.status).toBe(201);
    return new Life(String(answer.body['dossierId']), String(answer.body['dossierCode']), 1);
  }

  async command(name: string, body: object = {}, key: string = randomUUID()): Promise<Answer> {
    const path = `/dossiers/${this.id}/${name}`;
    const answer = await stage.post(path, { token: stage.officer, ifMatch: this.revision, key, body });
    expect(answer).toMatchObject({ status: 200 });
    this.revision = Number(answer.body['revision']);
    return answer;
  }

  /** Kinds in the outbox of the database, in order; sent or not. */
  async kinds(): Promise<readonly string[]> {
    const rows = await stage.database.query<{ kind: string }>(
      'select kind from notification where dossier_id = $1 order by created_at, id',
      [this.id],
    );
    return rows.map(({ kind }) => kind);
  }

  /** The files about the dossier, once there are `count`. */
  async messages(count: number): Promise<readonly SentMessage[]> {
    return eventually(async () => {
      const files = (await readdir(stage.outbox)).filter((name) => !name.startsWith('.')).toSorted();
      const all = await Promise.all(files.map((name) => readFile(join(stage.outbox, name), 'utf8')));
      const own = all
        .map((text) => JSON.parse(text) as SentMessage)
        .filter(({ subject }) => subject.includes(this.code));
      expect(own).toHaveLength(count);
      return own;
    }, 30_000);
  }
}

/** What deadlines would publish of a clock that is due in a day. */
function clockEvent(
  definition: typeof DeadlineStartedV1,
  dossierId: string,
  revision: number,
  changes: Partial<DeadlineStateV1> = {},
): DeadlineEvent {
  const due = daysFromNow(1);
  const state = deadlineState({ dossierId, originalDueAt: due, currentDueAt: due, dueSoonAt: null, ...changes });
  const at = new Date();
  return newEvent(definition, { subject: dossierId, revision, happenedAt: at, recordedAt: at, state });
}

/** Publishes events of one clock and waits until intake has passed them all. */
async function consume(...events: readonly DeadlineEvent[]): Promise<void> {
  await stage.topics.publish(...events);
  await eventually(async () => {
    const passed = await stage.database.query('select 1 from inbox where starts_with(event_id, $1)', [
      events.at(-1)!.id,
    ]);
    expect(passed).toHaveLength(1);
  }, 30_000);
}

describe('An applicant', () => {
  it('is notified of a supplement that is wanted and of the result, and asked for a rating; each once', async () => {
    const life = await Life.begin();
    await life.command('accept');
    const key = randomUUID();
    const respondBy = workingInstantIn(30);
    const asked = { respondBy: respondBy.toISOString(), reason: 'Thiếu bản sao căn cước của bà Canary' };
    await life.command('request-supplement', asked, key);
    await life.command('receive-supplement');
    await life.command('complete');
    await life.command('return');
    const [supplement, ready, survey] = await life.messages(3);
    expect(supplement).toMatchObject({ to: { name: 'Nguyễn Thị Canary', phone: '0901234567' }, language: 'vi' });
    expect(supplement!.subject).toBe(`Đề nghị bổ sung, hoàn thiện hồ sơ ${life.code}`);
    expect(supplement!.body).toContain(`trước ${spokenInstant(respondBy)}`);
    expect(supplement!.body).not.toContain('căn cước');
    expect(ready!.body).toContain('Kính mời Ông/Bà/Tổ chức nhận kết quả tại Phường 2');
    expect(survey!.body).toContain(`https://motcua.example.vn/look-up#${life.code}.`);
    const accesses = await stage.database.query(
      `select who, detail from personal_data_access where dossier_id = $1 and purpose = 'NOTIFY' order by id`,
      [life.id],
    );
    expect(accesses).toEqual(
      ['supplement-wanted', 'ready', 'survey-link'].map((detail) => ({ who: 'officer', detail })),
    );
  }, 60_000);

  it('is notified in the language asked for, and once although the command is sent again', async () => {
    const life = await Life.begin({ language: 'en' });
    await life.command('accept');
    const key = randomUUID();
    const path = `/dossiers/${life.id}/complete`;
    const both = await Promise.all(
      [1, 2].map(() => stage.post(path, { token: stage.officer, ifMatch: 2, key, body: {} })),
    );
    expect(both.map(({ status }) => status)).toContain(200);
    const [ready] = await life.messages(1);
    expect(ready!.subject).toBe(`The result of dossier ${life.code} is ready`);
    expect(await life.kinds()).toEqual(['ready']);
  }, 60_000);

  it('gets no notification of a command that was refused', async () => {
    const life = await Life.begin();
    await life.command('accept');
    const stale = await stage.post(`/dossiers/${life.id}/complete`, { token: stage.officer, ifMatch: 1 });
    expect(stale.status).toBe(412);
    expect(await life.kinds()).toEqual([]);
  }, 60_000);

  it('is not notified of what happened long ago, when an old life is entered', async () => {
    const life = await Life.begin({}, '2024-02-01T10:00:00+07:00');
    await life.command('accept', { happenedAt: '2024-02-01T10:00:00+07:00' });
    await life.command('complete', { happenedAt: '2024-02-02T10:00:00+07:00' });
    expect(await life.kinds()).toEqual([]);
  }, 60_000);

  it('gets one file although the sender was killed before it noted that it had written it', async () => {
    const life = await Life.begin();
    await life.command('accept');
    await life.command('complete');
    const [first] = await life.messages(1);
    const sent = () =>
      stage.database.query<{ attempts: number }>(
        'select attempts from notification where dossier_id = $1 and sent_at is not null',
        [life.id],
      );
    await eventually(async () => expect(await sent()).toEqual([{ attempts: 1 }]));
    // What a killed sender leaves: the file is there, the lease ends, nothing is noted.
    await stage.database.query(
      'update notification set sent_at = null, next_attempt_at = now() where dossier_id = $1',
      [life.id],
    );
    await eventually(async () => expect(await sent()).toEqual([{ attempts: 2 }]));
    expect((await life.messages(1))[0]).toEqual(first);
  }, 60_000);
});

describe('What happens to the clock', () => {
  it('is notified once of a missed appointment, however often and late its event arrives', async () => {
    const life = await Life.begin();
    await life.command('accept');
    const of = daysFromNow(-0.01);
    const due = { originalDueAt: of, currentDueAt: of };
    const missed = clockEvent(DeadlineMissedV1, life.id, 2, { ...due, missedNotice: { at: daysFromNow(0), of } });
    const again = clockEvent(DeadlineMissedV1, life.id, 3, { ...due, missedNotice: { at: daysFromNow(0), of } });
    await consume(missed, missed, clockEvent(DeadlineStartedV1, life.id, 1, due), again);
    expect(await life.kinds()).toEqual(['late']);
    const [late] = await life.messages(1);
    expect(late!.subject).toBe(`Xin lỗi về việc chậm trả kết quả hồ sơ ${life.code}`);
    const [access] = await stage.database.query<{ who: string }>(
      `select who from personal_data_access where dossier_id = $1 and purpose = 'NOTIFY'`,
      [life.id],
    );
    expect(access?.who).toBe(missed.id);
  }, 60_000);

  it('is notified when an extension or a calendar moves the appointment; a pause alone is not', async () => {
    const life = await Life.begin();
    await life.command('accept');
    const [at, first, second, third] = [daysFromNow(0), daysFromNow(3), daysFromNow(5), daysFromNow(9)];
    const pauses = [{ from: daysFromNow(-1), recordedAt: null, to: at, cause: 'SUPPLEMENT' as const }];
    const extension = { at, apologyAt: at, ground: 'COMPLEX_CASE' as const, fromDueAt: second, toDueAt: third };
    const move = { at, calendarRevision: 2, fromDueAt: third, toDueAt: second, rules: [] };
    await consume(
      clockEvent(DeadlineStartedV1, life.id, 1, { currentDueAt: first }),
      clockEvent(DeadlineStartedV1, life.id, 2, { currentDueAt: second, pauses }),
    );
    expect(await life.kinds()).toEqual([]);
    const extended = { currentDueAt: third, pauses, extension };
    await consume(
      clockEvent(DeadlineExtendedV1, life.id, 3, extended),
      clockEvent(DeadlineExtendedV1, life.id, 4, extended),
    );
    expect(await life.kinds()).toEqual(['rescheduled']);
    const back = { currentDueAt: second, provisional: true, pauses, extension, reprojections: [move] };
    await consume(clockEvent(DeadlineExtendedV1, life.id, 5, back));
    expect(await life.kinds()).toEqual(['rescheduled', 'rescheduled']);
    const messages = await life.messages(2);
    expect(messages[0]!.subject).toBe(`Thay đổi thời gian hẹn trả kết quả hồ sơ ${life.code}`);
    expect(messages.map(({ body }) => body.includes('tạm tính'))).toEqual([false, true]);
  }, 60_000);

  it('is kept, and nobody is notified, when the dossier has its result, when it is old, or when nobody has the dossier', async () => {
    const [done, old] = [await Life.begin(), await Life.begin()];
    await done.command('accept');
    await done.command('complete');
    await old.command('accept');
    const missedAt = (dossierId: string, of: string) =>
      clockEvent(DeadlineMissedV1, dossierId, 2, { currentDueAt: of, missedNotice: { at: daysFromNow(0), of } });
    await consume(missedAt(done.id, daysFromNow(-0.01)));
    await consume(missedAt(old.id, daysFromNow(-8)));
    await consume(missedAt(randomUUID(), daysFromNow(-0.01)));
    expect(await done.kinds()).toEqual(['ready']);
    expect(await old.kinds()).toEqual([]);
  }, 60_000);
});
