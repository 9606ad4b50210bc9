import { describe, expect, it } from '@jest/globals';
import { instantText, lookUp, messageOf, milestonesOf, type Progress } from '../src/citizen/look-up.js';
import { slipLinkOf } from '../src/citizen/slip-link.js';

const CODE = '000.02.31.H06-240129-0001';
const TOKEN = 'Kq3v_-0123456789abcdef';

const progress: Progress = {
  dossierCode: CODE,
  procedureName: 'Cấp bản sao',
  agencyName: 'Phường 2',
  state: 'Đang xử lý',
  submittedAt: '2024-01-29T03:00:00.000Z',
  acceptedAt: '2024-01-29T03:05:00.000Z',
  appointmentAt: '2024-02-01T03:05:00.000Z',
  appointmentProvisional: false,
  dueAt: '2024-02-01T03:05:00.000Z',
  dueProvisional: false,
  completedAt: null,
  returnedAt: null,
};

describe('the link of a slip', () => {
  it('names a code with dots and a token without', () => {
    expect(slipLinkOf(`#${CODE}.${TOKEN}`)).toEqual({ dossierCode: CODE, token: TOKEN });
  });

  it.each(['', '#', `#${CODE}`, `#.${TOKEN}`, `#${CODE}.short`, `#${CODE}.${TOKEN}?`])('is not %j', (fragment) => {
    expect(slipLinkOf(fragment)).toBeNull();
  });
});

describe('a look-up', () => {
  const answering = (status: number, body: object, headers: Record<string, string> = {}) => {
    const asked: { address: string; body: unknown }[] = [];
    const ask = async (address: unknown, init?: RequestInit): Promise<Response> => {
      asked.push({ address: String(address), body: JSON.parse(String(init?.body)) as unknown });
      return new Response(JSON.stringify(body), { status, headers });
    };
    return { ask: ask as typeof fetch, asked };
  };

  it('sends code and secret in the body and nowhere else', async () => {
    const { ask, asked } = answering(200, { dossier: progress });
    expect(await lookUp(CODE, TOKEN, ask)).toEqual({ kind: 'found', progress });
    expect(asked).toEqual([{ address: '/api/intake/look-ups', body: { dossierCode: CODE, secret: TOKEN } }]);
  });

  it('that finds nothing is no error, so no browser logs one', async () => {
    expect(await lookUp(CODE, '4567', answering(200, { dossier: null }).ask)).toEqual({ kind: 'failed' });
  });

  it.each([
    [400, {}, { kind: 'failed' }],
    [404, {}, { kind: 'unavailable' }],
    [429, { 'retry-after': '840' }, { kind: 'limited', retryAfterSeconds: 840 }],
    [503, {}, { kind: 'unavailable' }],
  ] as const)('that is answered with %d has its own outcome', async (status, headers, result) => {
    expect(await lookUp(CODE, '4567', answering(status, {}, headers).ask)).toEqual(result);
  });

  it('that is not answered at all is unavailable', async () => {
    const ask = (() => Promise.reject(new TypeError('fetch failed'))) as typeof fetch;
    expect(await lookUp(CODE, '4567', ask)).toEqual({ kind: 'unavailable' });
  });

  it('says how long to wait in whole minutes', () => {
    expect(messageOf({ kind: 'limited', retryAfterSeconds: 61 })).toContain('sau 2 phút');
  });
});

describe('the milestones of a dossier', () => {
  it('name the present due instant only where it has moved, and nothing that is not known', () => {
    const titles = (more: Partial<Progress>) => milestonesOf({ ...progress, ...more }).map(({ title }) => title);
    expect(titles({})).toEqual(['Nộp hồ sơ', 'Tiếp nhận', 'Hẹn trả kết quả']);
    expect(titles({ dueAt: '2024-02-06T03:05:00.000Z' })).toContain('Hạn trả kết quả hiện nay');
  });

  it('say which promise may still move, by the clock where it has heard of the promise', () => {
    const provisional = (more: Partial<Progress>) =>
      milestonesOf({ ...progress, ...more }).flatMap((each) => (each.provisional ? [each.title] : []));
    const moved = '2024-02-06T03:05:00.000Z';
    expect(provisional({})).toEqual([]);
    expect(provisional({ appointmentProvisional: true, dueAt: null })).toEqual(['Hẹn trả kết quả']);
    expect(provisional({ appointmentProvisional: true, dueAt: progress.appointmentAt })).toEqual([]);
    expect(provisional({ dueProvisional: true, dueAt: progress.appointmentAt })).toEqual(['Hẹn trả kết quả']);
    expect(provisional({ dueProvisional: true, dueAt: moved })).toEqual(['Hạn trả kết quả hiện nay']);
  });

  it('stand in local time', () => {
    expect(instantText('2024-01-31T17:05:00.000Z')).toBe('00:05 01/02/2024');
  });
});
