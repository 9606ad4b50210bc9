import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CalendarPublishedV1,
  DeadlineExtendedV1,
  DeadlineStartedV1,
  newEvent,
  type CalendarStateV1,
  type DeadlineStateV1,
} from '@motcua/contracts';
import { localDayOf, localInstant, startOfLocalDay } from '@motcua/kernel';
import { deadlineState, eventually } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { openIntakeStage, type IntakeStage } from '../../../test/support/intake-stage.js';
import { workingInstantIn } from '../../../test/support/working-instants.js';
import { spokenInstant } from '../../texts/index.js';
import { printed, refused } from './support/form-answers.js';
import { dossierAfter, NAME, RECEIVED, type Given } from './support/given-dossiers.js';

const HOUR_MS = 3_600_000;

let stage: IntakeStage;
let officer: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  officer = await stage.issuer.token('counter-2', ['INTAKE_OFFICER', 'CASE_OFFICER', 'BACKDATER'], '000.02.31.H06');
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const dossier = (...commands: readonly (readonly [string, object?])[]) => dossierAfter(stage, ...commands);

const formOf = (id: string, form: string, token = officer): Promise<Response> =>
  stage.get(`/dossiers/${id}/forms/${form}`, token);

const accesses = (id: string): Promise<readonly object[]> =>
  stage.database.query('select who, purpose, detail from personal_data_access where dossier_id = $1 order by id', [id]);

/** Says of a clock what deadlines would. */
async function tellClock(given: Given, changes: Partial<DeadlineStateV1> = {}): Promise<void> {
  const dueAt = String(given.state['appointmentAt']);
  const first = { dossierId: given.id, originalDueAt: dueAt, currentDueAt: dueAt, dueSoonAt: null };
  const state = deadlineState({ ...first, ...changes });
  const revision = changes.extension ? 2 : 1;
  const at = new Date();
  await stage.topics.publish(
    newEvent(changes.extension ? DeadlineExtendedV1 : DeadlineStartedV1, {
      subject: given.id,
      revision,
      happenedAt: at,
      recordedAt: at,
      state,
    }),
  );
  await eventually(async () => {
    const rows = await stage.database.query('select revision from dossier_deadline where dossier_id = $1', [given.id]);
    expect(rows).toEqual([{ revision }]);
  });
}

async function publishCalendar(revision: number, years: CalendarStateV1['years']): Promise<void> {
  const at = new Date();
  const state = { ...(provinceCalendar as unknown as CalendarStateV1), years };
  const event = newEvent(CalendarPublishedV1, { subject: 'province', revision, happenedAt: at, recordedAt: at, state });
  await stage.topics.publish(event);
  await eventually(async () =>
    expect(await stage.database.query('select from calendar where revision = $1', [revision])).toHaveLength(1),
  );
}

describe('The appointment slip', () => {
  it('bears the appointment of the acceptance, the whole name and what was handed in', async () => {
    const given = await dossier(['accept']);
    const response = await formOf(given.id, 'appointment-slip');
    expect(response.headers.get('content-disposition')).toBe(`inline; filename="appointment-slip-${given.code}.pdf"`);
    const text = await printed(response);
    // Five working days over Tet, and the very instant of the state.
    expect(given.state['appointmentAt']).toBe(localInstant('2024-02-15', '10:00').toISOString());
    expect(text).toContain('Thời gian hẹn trả kết quả: 10 giờ 00 phút, ngày 15 tháng 02 năm 2024');
    expect(text).toContain('Thời gian nhận hồ sơ: 10 giờ 00 phút, ngày 01 tháng 02 năm 2024');
    expect(text).toContain('Thời hạn giải quyết theo quy định: 05 ngày làm việc');
    expect(text).toContain('GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ');
    expect(text).toContain(`Hồ sơ của: ${NAME}`);
    expect(text).toContain('Đăng ký kết hôn');
    expect(text).toMatch(/Tờ khai đăng ký kết hôn \(bản chính\)/);
    expect(text).toMatch(/Căn cước công dân hoặc giấy tờ tùy thân khác \(bản sao\)/);
    expect(text).toContain('PHƯỜNG 2');
    const [, token = ''] =
      text.match(/https:\/\/motcua\.example\.vn\/look-up#(\S+)/)?.[1]?.split(`${given.code}.`) ?? [];
    const body = { dossierCode: given.code, secret: token };
    expect(await stage.post('/look-ups', { body })).toMatchObject({ body: { dossier: { dossierCode: given.code } } });
    expect(await accesses(given.id)).toEqual([
      { who: 'counter-2', purpose: 'FORM', detail: 'appointment-slip' },
      { who: 'applicant', purpose: 'LOOK_UP', detail: 'slip' },
    ]);
  });

  it('keeps the appointment as promised, whatever the calendar and the clock say later', async () => {
    const given = await dossier(['accept']);
    const first = await printed(await formOf(given.id, 'appointment-slip'));
    const days = structuredClone(provinceCalendar.years) as CalendarStateV1['years'];
    days.find(({ year }) => year === 2024)!.entries.push({ date: '2024-02-15', kind: 'OFF', source: 'spec' });
    await publishCalendar(2, days);
    await tellClock(given, { currentDueAt: '2024-03-01T03:00:00.000Z' });
    expect(await printed(await formOf(given.id, 'appointment-slip'))).toBe(first);
    await publishCalendar(3, provinceCalendar.years as CalendarStateV1['years']);
  });

  it('is not there before the acceptance, and the answer says what to do', async () => {
    const { id } = await dossier();
    expect(await refused(await formOf(id, 'appointment-slip'))).toEqual([
      409,
      'form-not-possible',
      expect.stringContaining('accept it'),
    ]);
    expect(await accesses(id)).toEqual([]);
  });
});

describe('The other forms', () => {
  it('supplement request: what is missing, why and until when, as the officer wrote it', async () => {
    const reason = 'Thiếu giấy tờ theo quy định.\n- Bản sao trích lục ghi chú ly hôn\n- Giấy ủy quyền';
    const respondBy = '2024-02-20T17:00:00+07:00';
    const { id } = await dossier(['accept'], ['request-supplement', { reason, respondBy }]);
    const text = await printed(await formOf(id, 'supplement-request'));
    expect(text).toMatch(/Bản sao trích lục ghi chú ly hôn.*Giấy ủy quyền.*Lý do: Thiếu giấy tờ theo quy định\./);
    expect(text).toContain('chậm nhất 17 giờ 00 phút, ngày 20 tháng 02 năm 2024');
    expect(text).toContain(NAME);
  });

  it('refusal: the sealed reason', async () => {
    const { id } = await dossier(['refuse', { reason: 'Không thuộc thẩm quyền giải quyết của Phường 2.' }]);
    const text = await printed(await formOf(id, 'refusal'));
    expect(text).toContain('Lý do: Không thuộc thẩm quyền giải quyết của Phường 2.');
    expect(text).toContain(NAME);
  });

  it('termination: since when and why', async () => {
    const { id } = await dossier(['accept'], ['terminate', { reason: 'Người nộp không bổ sung hồ sơ.' }]);
    const text = await printed(await formOf(id, 'termination'));
    expect(text).toContain('Lý do: Người nộp không bổ sung hồ sơ.');
    expect(text).toContain(`dừng giải quyết hồ sơ nêu trên kể từ ${spokenInstant(new Date(RECEIVED))}`);
  });

  it('control sheet: every hand-over, and the result that came back', async () => {
    const { id } = await dossier(['accept'], ['forward', { officer: 'officer' }], ['complete']);
    const text = await printed(await formOf(id, 'control-sheet'));
    expect(text).toMatch(/Giao: Phường 2 Nhận: Phường 2.*Thụ lý.*Chuyển kết quả giải quyết.*Đã xử lý xong/);
  });

  it('apology: first the one that asks for a new time, then the one that was recorded', async () => {
    const given = await dossier(['accept']);
    await tellClock(given);
    const due = 'Thời gian hẹn trả kết quả giải quyết hồ sơ: 10 giờ 00 phút, ngày 15 tháng 02 năm 2024';
    expect(await refused(await formOf(given.id, 'apology'))).toEqual([
      409,
      'form-not-possible',
      expect.stringContaining('newDueAt and ground'),
    ]);
    const early = await formOf(given.id, 'apology?newDueAt=2024-02-01T10:00:00Z&ground=COMPLEX_CASE');
    expect(await refused(early)).toEqual([422, 'new-time-not-later', expect.stringContaining('2024-02-15')]);
    const newDueAt = workingInstantIn(14);
    const asking = (at: Date) => formOf(given.id, `apology?newDueAt=${at.toISOString()}&ground=COMPLEX_CASE`);
    const atNight = new Date(startOfLocalDay(localDayOf(newDueAt)).getTime() + 3 * HOUR_MS);
    expect(await refused(await asking(atNight))).toEqual([
      422,
      'outside-working-time',
      expect.stringMatching(/the nearest instant that would do is \d{4}-\d\d-\d\dT07:00:00\+07:00/),
    ]);
    const asked = await printed(await asking(newDueAt));
    expect(asked).toContain(due);
    expect(asked).toContain(`đề nghị gia hạn thời gian giải quyết hồ sơ đến: ${spokenInstant(newDueAt)}`);
    await tellClock(given, {
      currentDueAt: '2024-02-22T03:00:00.000Z',
      extension: {
        at: '2024-02-13T03:00:00.000Z',
        apologyAt: '2024-02-13T02:00:00.000Z',
        ground: 'OTHER_AGENCY_LATE',
        fromDueAt: '2024-02-15T03:00:00.000Z',
        toDueAt: '2024-02-22T03:00:00.000Z',
      },
    });
    const recorded = await printed(await formOf(given.id, 'apology'));
    expect(recorded).toContain(due);
    expect(recorded).toContain('hẹn lại thời gian trả kết quả: 10 giờ 00 phút, ngày 22 tháng 02 năm 2024');
    expect(recorded).toContain('Cơ quan phối hợp chưa có ý kiến');
  });

  it.each(['supplement-request', 'refusal', 'termination', 'apology'])(
    '%s is refused with a remedy while nothing of the kind happened, and nothing is noted',
    async (form) => {
      const { id } = await dossier();
      const [status, code] = (await refused(await formOf(id, form))) as readonly unknown[];
      expect([status, code]).toEqual([409, 'form-not-possible']);
      expect(await accesses(id)).toEqual([]);
    },
  );

  it('are for staff of the agencies who may see names, and for known forms', async () => {
    const { id } = await dossier(['accept']);
    const elsewhere = await stage.issuer.token('elsewhere', ['SUPERVISOR'], '000.00.03.H06');
    const leader = await stage.issuer.token('leader', ['LEADER']);
    for (const token of [elsewhere, leader]) {
      expect((await formOf(id, 'appointment-slip', token)).status).toBe(403);
    }
    expect((await stage.get(`/dossiers/${id}/forms/appointment-slip`)).status).toBe(401);
    expect((await formOf(id, 'register')).status).toBe(400);
    expect(await accesses(id)).toEqual([]);
  });
});
