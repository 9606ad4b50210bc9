import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { newActivity } from '../src/drive/activity.js';
import { ApiClient } from '../src/drive/api-client.js';
import { DossierDriver } from '../src/drive/dossier-driver.js';
import { PaymentGateway } from '../src/drive/gateway.js';
import type { JournalEntry } from '../src/drive/journal.js';
import { TokenSource } from '../src/drive/tokens.js';
import type { PlannedDossier, PlannedStep } from '../src/plan/index.js';
import { backdatedPace } from '../src/stage.js';
import { procedures } from './catalogue.js';
import { FakeProvince, GATEWAY_SECRET } from './fake-province.js';

describe('A dossier that is led through its life', () => {
  let province: FakeProvince;
  beforeEach(async () => {
    province = await FakeProvince.start();
  });
  afterEach(() => province.stop());

  it('goes through the commands in order, paying before the acceptance of a prepaid one', async () => {
    await drive(province, life());
    expect(province.effects).toEqual([
      'dossiers',
      'payment.failed sim-1-run-7-pay-failed-1',
      'payment.succeeded sim-1-run-7-pay',
      'accept',
      'complete',
      'return',
      'answers',
    ]);
    const submitted = JSON.parse(commandsTo(province, '/dossiers')[0]!.body) as Record<string, unknown>;
    expect(submitted).toMatchObject({ channel: 'ONLINE', happenedAt: '2023-03-01T01:00:00.000Z' });
  });

  it('completes late after the appointment that the counter printed, whatever the plan expects', async () => {
    await drive(province, life());
    const { happenedAt } = JSON.parse(commandsTo(province, '/complete')[0]!.body) as { happenedAt: string };
    expect(happenedAt).toBe('2023-03-08T02:30:00.000Z');
  });

  it.each([['RESET'], ['LOST_ANSWER'], [503], [500], [429]] as const)(
    'is once in effect through a fault (%s): the same key and the same bytes again',
    async (fault) => {
      province.fail('/accept', fault, fault);
      await drive(province, life());
      const tries = commandsTo(province, '/accept');
      expect(tries).toHaveLength(3);
      expect(new Set(tries.map(({ key }) => key))).toEqual(new Set(['sim-1-run-7-accept']));
      expect(new Set(tries.map(({ body }) => body)).size).toBe(1);
      expect(province.effects.filter((effect) => effect === 'accept')).toHaveLength(1);
    },
  );

  it('looks again after 412 and goes on with the same key', async () => {
    province.fail('/complete', 412);
    await drive(province, life());
    const tries = commandsTo(province, '/complete');
    expect(tries.map(({ key }) => key)).toEqual(['sim-1-run-7-complete', 'sim-1-run-7-complete']);
    expect(province.effects.filter((effect) => effect === 'complete')).toHaveLength(1);
  });

  it('gets a new token when the old one is not taken', async () => {
    province.fail('/return', 401);
    await drive(province, life());
    expect(province.seen.filter(({ path }) => path === '/token').length).toBeGreaterThan(2);
    expect(province.effects).toContain('return');
  });

  it('repeats a callback under one webhook-id and with the same body', async () => {
    await drive(province, life({ duplicates: 2 }));
    const successes = commandsTo(province, '/callbacks').filter(({ body }) => body.includes('succeeded'));
    expect(successes).toHaveLength(3);
    expect(new Set(successes.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(successes.map(({ body }) => body)).size).toBe(1);
  });

  it('reports a refund before the success it belongs to', async () => {
    await drive(province, life({ failuresFirst: 0, refund: 'BEFORE_SUCCESS' }));
    const types = commandsTo(province, '/callbacks').map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types).toEqual(['payment.refunded', 'payment.succeeded']);
  });

  it('stops when a report is kept as a case, naming why', async () => {
    province.reason = 'amount-differs';
    await expect(drive(province, life())).rejects.toThrow(/200 amount-differs/);
    expect(province.effects).not.toContain('return');
  });

  it('stops at a refusal, naming its code', async () => {
    province.fail('/return', 422);
    await expect(drive(province, life())).rejects.toThrow(/422 out-of-order/);
    expect(province.effects).not.toContain('answers');
  });

  it('gives a command again under a key of its own, and corrects the completion by the due instant after all stops', async () => {
    province.deadline.pauses.push({ to: '2023-03-02T03:00:00.000Z' }, { to: null });
    const driving = drive(province, manyStops());
    setTimeout(() => province.deadline.pauses.splice(1, 1, { to: '2023-03-03T03:00:00.000Z' }), 300);
    await driving;
    const keys = province.seen.flatMap(({ key, path }) => (path.endsWith('supplement') ? [key] : []));
    expect(keys).toEqual([
      'sim-1-run-7-request-supplement',
      'sim-1-run-7-receive-supplement',
      'sim-1-run-7-request-supplement-2',
      'sim-1-run-7-receive-supplement-2',
    ]);
    const sent = (end: string) => JSON.parse(commandsTo(province, end)[0]!.body) as Record<string, unknown>;
    expect(sent('/transfer')).toMatchObject({ settlingAgency: '000.00.03.H06', reason: 'a' });
    expect(sent('/complete')).toMatchObject({ happenedAt: '2023-03-10T02:30:00.000Z' });
    expect(sent('/correct')).toMatchObject({ correction: { completedAt: '2023-03-10T02:00:00.000Z' }, reason: 'b' });
  });

  it('puts an appointment off by a week from the due instant that deadlines answers, looking again after 412', async () => {
    const { steps, ...rest } = life();
    province.fail('/extend', 412);
    const journal = await drive(province, {
      ...rest,
      steps: [...steps.slice(0, 3), { kind: 'extend', at: steps[2]!.at, ground: 'COMPLEX_CASE' }],
    });
    const tries = commandsTo(province, '/extend');
    expect(tries.map(({ key, ifMatch }) => [key, ifMatch])).toEqual([
      ['sim-1-run-7-extend', '"4"'],
      ['sim-1-run-7-extend', '"4"'],
    ]);
    expect(new Set(tries.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(tries[0]!.body)).toMatchObject({ ground: 'COMPLEX_CASE', toDueAt: '2023-03-17T02:00:00.000Z' });
    expect(journal.at(-1)).toMatchObject({ command: 'extend', revision: 5 });
  });

  it('puts an appointment off to the next opening where a week later lies in Tet', async () => {
    const { steps, ...rest } = life();
    province.deadline.currentDueAt = '2023-01-17T02:00:00.000Z';
    await drive(province, {
      ...rest,
      steps: [...steps.slice(0, 3), { kind: 'extend', at: steps[2]!.at, ground: 'COMPLEX_CASE' }],
    });
    const [request] = commandsTo(province, '/extend');
    expect(JSON.parse(request!.body)).toMatchObject({ toDueAt: '2023-01-27T00:00:00.000Z' });
  });

  it('writes every accepted command into the journal, once', async () => {
    province.fail('/complete', 'LOST_ANSWER');
    const journal = await drive(province, life());
    expect(journal.map(({ command }) => command)).toEqual([
      'submit',
      'payment.failed',
      'payment.succeeded',
      'accept',
      'complete',
      'return',
      'answer.RETURNED',
    ]);
    expect(journal.find(({ command }) => command === 'complete')?.revision).toBe(3);
  });
});

const commandsTo = (province: FakeProvince, end: string) =>
  province.seen.filter(({ method, path }) => method === 'POST' && path.endsWith(end));

async function drive(province: FakeProvince, dossier: PlannedDossier): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const secrets = new Map([['simulator-counter', 'a'] as const, ['simulator-citizen', 'b'] as const]);
  const tokens = new TokenSource({ issuer: province.url, secrets, patienceMs: 5_000 });
  const context = {
    api: new ApiClient({ portalUrl: province.url, tokens, activity: newActivity(), patienceMs: 5_000 }),
    gateway: new PaymentGateway(GATEWAY_SECRET),
    journal: { write: (entry: JournalEntry) => void entries.push(entry), close: async () => undefined },
    calendar: compileCalendar(provinceCalendar),
    pace: backdatedPace,
    keyPrefix: 'sim-1-run',
    patienceMs: 5_000,
  };
  await new DossierDriver(dossier, context, new AbortController().signal).drive();
  return entries;
}

interface LifeOptions {
  readonly failuresFirst?: number;
  readonly duplicates?: number;
  readonly refund?: 'NONE' | 'BEFORE_SUCCESS';
}

function life({ failuresFirst = 1, duplicates = 0, refund = 'NONE' }: LifeOptions = {}): PlannedDossier {
  const at = (text: string): Date => new Date(`${text}+07:00`);
  const steps: PlannedStep[] = [
    { kind: 'submit', at: at('2023-03-01T08:00:00') },
    { kind: 'pay-online', at: at('2023-03-01T08:30:00'), payment: { failuresFirst, duplicates, refund } },
    { kind: 'accept', at: at('2023-03-01T09:00:00') },
    {
      kind: 'complete',
      at: at('2023-03-07T09:30:00'),
      result: 'POSITIVE',
      timing: { kind: 'AFTER', workingMs: 1_800_000 },
    },
    { kind: 'return', at: at('2023-03-08T10:00:00') },
    { kind: 'answer', at: at('2023-03-08T10:00:00'), stage: 'RETURNED', rating: 'SATISFIED' },
  ];
  return {
    number: 7,
    procedure: procedures[0]!,
    receivingAgency: '000.02.31.H06',
    settlingAgency: '000.02.31.H06',
    channel: 'ONLINE',
    applicant: { kind: 'CITIZEN', name: 'Nguyễn Văn An', phone: '0900000000' },
    steps,
  };
}

function manyStops(): PlannedDossier {
  const { steps, ...rest } = life();
  const at = (day: number): Date => new Date(`2023-03-0${day}T10:00:00+07:00`);
  return {
    ...rest,
    steps: [
      ...steps.slice(0, 3),
      { kind: 'request-supplement', at: at(1), reason: 'x' },
      { kind: 'receive-supplement', at: at(2) },
      { kind: 'request-supplement', at: at(2), reason: 'x' },
      { kind: 'receive-supplement', at: at(3) },
      { kind: 'transfer', at: at(3), settlingAgency: '000.00.03.H06', reason: 'a' },
      { kind: 'complete', at: at(7), result: 'NEGATIVE', timing: { kind: 'AFTER', workingMs: 1_800_000 } },
      {
        kind: 'correct',
        at: at(8),
        correction: { field: 'completedAt', timing: { kind: 'EXACT' } },
        reason: 'b',
      },
    ],
  };
}
