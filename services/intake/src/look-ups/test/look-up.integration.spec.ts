import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadlineStartedV1 } from '@motcua/contracts';
import { deadlineState, eventOf, eventually, startTestService, type TestService } from '@motcua/testing';
import { openIntakeStage, type IntakeStage } from '../../../test/support/intake-stage.js';
import { AppModule } from '../../app.module.js';
import * as support from './support/look-ups.js';
import { NOT_FOUND } from './support/look-ups.js';

let stage: IntakeStage;
let replica: TestService;

beforeAll(async () => {
  stage = await openIntakeStage();
  replica = await startTestService('intake', AppModule.with(stage.settings));
}, 90_000);
afterAll(async () => {
  await replica.stop();
  await stage.close();
}, 60_000);

const handedIn = (applicant?: object) => support.handedIn(stage, applicant);
const lookUp = (
  code: string,
  secret: string,
  { url = stage.service.url, address }: { url?: string; address?: string } = {},
) => support.lookUp(url, code, secret, address);
const tokenOf = (dossier: support.Dossier): string => support.tokenOf(stage, dossier);
const failures = (): Promise<number> => support.failures(stage);

describe('a look-up', () => {
  it('answers by the last digits of the phone how far a dossier has come, and nothing personal', async () => {
    const dossier = await handedIn();
    const accepted = await stage.post(`/dossiers/${dossier.id}/accept`, { token: stage.officer, ifMatch: 1 });
    const { acceptedAt, appointmentAt, submittedAt } = accepted.body;
    const reply = await lookUp(` ${dossier.code.toLowerCase()} `, '4567');
    expect(reply).toMatchObject({ status: 200, cache: 'no-store' });
    expect(reply.dossier).toEqual({
      dossierCode: dossier.code,
      procedureName: expect.stringMatching(/\p{L}/u),
      agencyName: 'Phường 2',
      state: 'Được tiếp nhận',
      nationalState: 2,
      submittedAt,
      acceptedAt,
      appointmentAt,
      appointmentProvisional: false,
      dueAt: null,
      dueProvisional: false,
      completedAt: null,
      returnedAt: null,
    });
    expect(reply.text).not.toMatch(/Canary|0901234567|077090001234/);
  });

  it('answers by the token of the slip, also where no phone is known, and where the due instant stands now', async () => {
    const dossier = await handedIn({ kind: 'CITIZEN', name: 'Không Có Điện Thoại' });
    const dueAt = '2030-01-04T03:00:00.000Z';
    await stage.topics.publish(
      eventOf(
        DeadlineStartedV1,
        deadlineState({ dossierId: dossier.id, originalDueAt: dueAt, currentDueAt: dueAt, dueSoonAt: null }),
        1,
      ),
    );
    await eventually(async () => {
      const reply = await lookUp(dossier.code, tokenOf(dossier));
      expect(reply.dossier).toMatchObject({ nationalState: 1, state: 'Mới đăng ký', dueAt });
    });
    for (const secret of ['0000', '', ' ', 'undefined', 'null']) {
      expect((await lookUp(dossier.code, secret)).dossier).toBeNull();
    }
  });

  it('is noted as an access to personal data, with what it was found by', async () => {
    const dossier = await handedIn();
    await lookUp(dossier.code, '4567');
    await lookUp(dossier.code, tokenOf(dossier));
    await lookUp(dossier.code, '0000');
    const noted = await stage.database.query(
      'select who, purpose, detail from personal_data_access where dossier_id = $1 order by id',
      [dossier.id],
    );
    expect(noted).toEqual([
      { who: 'applicant', purpose: 'LOOK_UP', detail: 'phone' },
      { who: 'applicant', purpose: 'LOOK_UP', detail: 'slip' },
    ]);
  });

  it('answers a wrong code, a wrong secret and the token of another dossier with the same bytes', async () => {
    const [dossier, other] = [await handedIn(), await handedIn()];
    const answers = [
      await lookUp('000.00.99.H06-990101-9999', '4567'),
      await lookUp(dossier.code, '0000'),
      await lookUp(dossier.code, tokenOf(other)),
      await lookUp('không phải mã', '1234'),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(NOT_FOUND);
  });

  it.each([
    ['dossierCode', { secret: '4567' }],
    ['secret', { dossierCode: 'x' }],
    ['secret', { dossierCode: 'x', secret: 'x'.repeat(65) }],
    ['secret', { dossierCode: 'x', secret: '' }],
    ['secret', { dossierCode: 'x', secret: '0901234567' }],
    ['secret', { dossierCode: 'x', secret: '+84 90 123 4567' }],
    ['secret', { dossierCode: 'x', secret: '123' }],
    ['secret', { dossierCode: 'x', secret: '１２３４' }],
    ['secret', { dossierCode: 'x', secret: `${'x'.repeat(22)}=` }],
    ['dossierCode', { dossierCode: 'x'.repeat(65), secret: '4567' }],
  ])('without a proper %s is refused and not counted', async (field, body) => {
    const before = await failures();
    const answer = await stage.post('/look-ups', { key: '', body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(String(answer.body['detail'])).toContain(field);
    expect(await failures()).toBe(before);
  });

  it('with the whole phone number is asked for its last four digits', async () => {
    const { code } = await handedIn();
    const answer = await stage.post('/look-ups', { key: '', body: { dossierCode: code, secret: '0901 234 567' } });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            path: 'secret',
            message: "must be the last four digits of the applicant's phone number, or the token of the slip",
          },
        ],
      },
    });
  });
});
