import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadlineStartedV1 } from '@motcua/contracts';
import { deadlineState, eventOf, eventually, startTestService, type TestService } from '@motcua/testing';
import { openIntakeStage, submission, type IntakeStage } from '../../../test/support/intake-stage.js';
import { AppModule } from '../../app.module.js';
import { lookUpTokenOf } from '../../applicants/index.js';

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

interface Dossier {
  readonly id: string;
  readonly code: string;
}

async function handedIn(applicant: object = submission.applicant): Promise<Dossier> {
  const answer = await stage.post('/dossiers', { token: stage.officer, body: { ...submission, applicant } });
  expect(answer.status).toBe(201);
  return { id: String(answer.body['dossierId']), code: String(answer.body['dossierCode']) };
}

interface LookUpReply {
  readonly status: number;
  /** Null: nothing was found, or it was refused. */
  readonly dossier: Readonly<Record<string, unknown>> | null;
  readonly text: string;
  readonly retryAfter: string | null;
  readonly cache: string | null;
}

async function lookUp(
  dossierCode: string,
  secret: string,
  { url = stage.service.url, address = '203.0.113.1' } = {},
): Promise<LookUpReply> {
  const response = await fetch(`${url}/look-ups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ dossierCode, secret }),
  });
  const { headers, status } = response;
  const text = await response.text();
  const { dossier = null } = JSON.parse(text) as { dossier?: LookUpReply['dossier'] };
  return { status, dossier, text, retryAfter: headers.get('retry-after'), cache: headers.get('cache-control') };
}

const tokenOf = ({ id }: Dossier): string => lookUpTokenOf(stage.settings.LOOK_UP_SECRET, id);

const FOUND = { status: 200, dossier: expect.objectContaining({ state: 'Mới đăng ký' }) };
const NOT_FOUND = { status: 200, text: '{"dossier":null}' };

const failures = async (): Promise<number> =>
  (await stage.database.query<{ count: number }>('select count(*)::integer as count from look_up_failure'))[0]!.count;

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

describe('failed look-ups', () => {
  it('are limited per address and code over all replicas, a code that does not exist like one that does', async () => {
    const [dossier, other] = [await handedIn(), await handedIn()];
    const refusals: LookUpReply[] = [];
    for (const code of [dossier.code, '000.00.99.H06-990101-0001']) {
      for (let index = 0; index < 5; index += 1) {
        const url = index % 2 === 0 ? stage.service.url : replica.url;
        expect(await lookUp(code, '0000', { url })).toMatchObject(NOT_FOUND);
      }
      refusals.push(await lookUp(code, '4567'), await lookUp(code, tokenOf(other), { url: replica.url }));
    }
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 429 });
      expect(Number(refusal.retryAfter)).toBeGreaterThan(14 * 60);
      expect(Number(refusal.retryAfter)).toBeLessThanOrEqual(15 * 60);
    }
    const bodies = refusals.map(({ text }) => text.replace(/"retryAfterSeconds":\d+/, ''));
    expect(new Set(bodies).size).toBe(1);
  });

  it('do not shut out who holds the slip', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000');
    expect(await lookUp(dossier.code, tokenOf(dossier))).toMatchObject(FOUND);
    expect(await lookUp(dossier.code, '4567')).toMatchObject({ status: 429 });
  });

  it('do not shut out the owner, who looks from another address', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000', { address: '198.51.100.7' });
    expect(await lookUp(dossier.code, '4567', { address: '198.51.100.7' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567')).toMatchObject(FOUND);
  });

  it('count together for whoever has a network of IPv6 addresses', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 5; index += 1) {
      await lookUp(dossier.code, '0000', { address: `2001:db8:0:7::${index + 1}` });
    }
    expect(await lookUp(dossier.code, '4567', { address: '2001:db8:0:7:ffff::1' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567', { address: '2001:db8:0:8::1' })).toMatchObject(FOUND);
  });

  it('are at most 20 a day for an address, and 200 for all together: then only the slip opens', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 20; index += 1) {
      await lookUp(dossier.code, '0000');
      await stage.database.query(`update look_up_failure set failed_at = failed_at - interval '15 minutes'`);
    }
    expect(await lookUp(dossier.code, '4567')).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567', { address: '203.0.113.2' })).toMatchObject(FOUND);
    await stage.database.query(
      `insert into look_up_failure (code_print, failed_at)
       select (select code_print from look_up_failure order by failed_at desc limit 1), now() from generate_series(1, 200)`,
    );
    expect(await lookUp(dossier.code, '4567', { address: '203.0.113.3' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, tokenOf(dossier), { address: '203.0.113.3' })).toMatchObject(FOUND);
  });

  it('are counted also when many are tried at once', async () => {
    const dossier = await handedIn();
    const guesses = Array.from({ length: 40 }, (_, index) =>
      lookUp(dossier.code, String(1_000 + index), { url: index % 2 === 0 ? stage.service.url : replica.url }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  });

  it('are forgiven after 15 minutes, and kept without code and address', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000');
    await stage.database.query(`update look_up_failure set failed_at = failed_at - interval '15 minutes'`);
    expect(await lookUp(dossier.code, '4567')).toMatchObject(FOUND);
    const kept = await stage.database.query<{ row: string }>(
      'select look_up_failure::text as row from look_up_failure',
    );
    expect(
      [dossier.code, '203.0.113'].some((text) =>
        kept.some(({ row }) => row.includes(text) || row.includes(Buffer.from(text).toString('hex'))),
      ),
    ).toBe(false);
  });

  it('take about as long for a code that does not exist as for a wrong secret', async () => {
    const dossiers = [];
    for (let index = 0; index < 12; index += 1) dossiers.push(await handedIn());
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (const [index, { code }] of dossiers.entries()) {
      for (let round = 0; round < 5; round += 1) {
        const unknown = `000.00.98.H06-990101-${String(index).padStart(4, '0')}`;
        for (const [kind, tried] of [
          ['known', code],
          ['unknown', unknown],
        ] as const) {
          const begin = performance.now();
          await lookUp(tried, '0000');
          times[kind].push(performance.now() - begin);
        }
      }
    }
    const medianOf = (list: number[]): number => list.toSorted((one, other) => one - other)[list.length >> 1]!;
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)];
    process.stderr.write(`failed look-ups: known ${known.toFixed(2)} ms, unknown ${unknown.toFixed(2)} ms\n`);
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) / 2);
  }, 30_000);
});
