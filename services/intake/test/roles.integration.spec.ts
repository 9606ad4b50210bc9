import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadlineStartedV1, dossierEvents, PaymentSettledV1, type DossierStateV1 } from '@motcua/contracts';
import { deadlineState, eventOf, eventually } from '@motcua/testing';
import { readdir } from 'node:fs/promises';
import { openIntakeParts, type IntakeParts } from './support/intake-parts.js';
import { startIntakeProcess, type IntakeEntry, type IntakeProcess } from './support/intake-process.js';
import { officerOf, post, submission, type Answer } from './support/intake-stage.js';
import { workingInstantIn } from './support/working-instants.js';

/** Its fee is paid in advance. */
const PREPAID = '2.000635';

let parts: IntakeParts;
let officer: string;
let counter: IntakeProcess;
let worker: IntakeProcess;
const processes: IntakeProcess[] = [];

beforeAll(async () => {
  parts = await openIntakeParts();
  officer = await officerOf(parts);
  [counter, worker] = await Promise.all([start('main.counter'), start('main.worker')]);
  await parts.publishCalendar();
}, 120_000);
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.map(({ ended }) => ended()));
  await parts.drop();
}, 60_000);

async function start(entry: IntakeEntry): Promise<IntakeProcess> {
  const started = await startIntakeProcess(entry, parts.environment);
  processes.push(started);
  await eventually(async () => expect((await fetch(`${started.url}/health/ready`)).status).toBe(200), 40_000);
  return started;
}

/** A dossier as the counter takes it in and moves it on. */
class Dossier {
  private constructor(readonly id: string) {}

  static async handIn(procedureCode: string): Promise<Dossier> {
    const answer = await post(`${counter.url}/dossiers`, { token: officer, body: { ...submission, procedureCode } });
    expect(answer).toMatchObject({ status: 201 });
    return new Dossier(String(answer.body['dossierId']));
  }

  async command(name: string, body: object = {}): Promise<Answer> {
    const { revision } = await this.read();
    const answer = await post(`${counter.url}/dossiers/${this.id}/${name}`, {
      token: officer,
      ifMatch: revision,
      body,
    });
    expect(answer).toMatchObject({ status: 200 });
    return answer;
  }

  async read(): Promise<DossierStateV1 & { readonly revision: number }> {
    const answer = await fetch(`${counter.url}/dossiers/${this.id}`, {
      headers: { authorization: `Bearer ${officer}` },
    });
    return (await answer.json()) as DossierStateV1 & { readonly revision: number };
  }

  /** Publishes that the fee is settled. */
  async settle(): Promise<void> {
    const now = new Date().toISOString();
    const fee = { dossierId: this.id, orderId: this.id, amountVnd: 8_000, openedAt: now, failedAttempts: 0 };
    const settled = { ...fee, status: 'SETTLED', method: 'ONLINE', settledAt: now, refundedAt: null } as const;
    await parts.topics.publish(eventOf(PaymentSettledV1, settled, 1));
  }

  /** Publishes that the clock runs. */
  async startClock(): Promise<void> {
    await parts.topics.publish(eventOf(DeadlineStartedV1, deadlineState({ dossierId: this.id }), 1));
  }

  async clocks(): Promise<number> {
    return (await parts.database.query('select from dossier_deadline where dossier_id = $1', [this.id])).length;
  }

  async notifications(): Promise<readonly { readonly sent: boolean }[]> {
    return parts.database.query('select sent_at is not null as sent from notification where dossier_id = $1', [
      this.id,
    ]);
  }

  /** Types of its events on the topic. */
  async published(): Promise<readonly string[]> {
    const events = await parts.topics.events(dossierEvents.topic);
    return events.filter(({ subject }) => subject === this.id).map(({ type }) => type.split('.').at(-2)!);
  }
}

const supplement = { reason: 'Thiếu bản sao', respondBy: workingInstantIn(30).toISOString() };
const sentFiles = async (): Promise<number> =>
  (await readdir(parts.outbox)).filter((name) => !name.startsWith('.')).length;

describe('the two roles of intake', () => {
  it('answer people at the counter only', async () => {
    const body = { token: officer, body: submission };
    expect(await post(`${worker.url}/dossiers`, body)).toMatchObject({ status: 404 });
    expect((await fetch(`${worker.url}/agencies`)).status).toBe(404);
    expect((await fetch(`${counter.url}/agencies`)).status).toBe(200);
  });

  it('work on one dossier: the counter takes it in, the worker brings its fee, its clock and the notification', async () => {
    const dossier = await Dossier.handIn(PREPAID);
    expect((await dossier.read()).effectiveSubmittedAt).toBeNull();
    await dossier.settle();
    await eventually(async () => expect((await dossier.read()).effectiveSubmittedAt).not.toBeNull(), 30_000);
    await dossier.command('accept');
    await dossier.startClock();
    await eventually(async () => expect(await dossier.clocks()).toBe(1), 30_000);
    await dossier.command('request-supplement', supplement);
    await eventually(async () => expect(await dossier.notifications()).toEqual([{ sent: true }]), 30_000);
    expect(await sentFiles()).toBe(1);
    const life = ['submitted', 'submission-effective', 'accepted', 'supplement-requested'];
    await eventually(async () => expect(await dossier.published()).toEqual(life), 30_000);
  }, 120_000);

  it('do not need each other: with the worker killed, dossiers are taken in and published, and the next worker does what waited', async () => {
    worker.child.kill('SIGKILL');
    await worker.ended();
    const dossier = await Dossier.handIn(PREPAID);
    const other = await Dossier.handIn(submission.procedureCode);
    await other.command('accept');
    await other.command('request-supplement', supplement);
    await dossier.settle();
    await other.startClock();
    await eventually(async () => expect(await other.published()).toHaveLength(3), 30_000);
    await eventually(async () => expect(await pendingSeconds()).toBeGreaterThan(0), 30_000);
    expect((await dossier.read()).effectiveSubmittedAt).toBeNull();
    expect([await other.clocks(), await other.notifications(), await sentFiles()]).toEqual([0, [{ sent: false }], 1]);
    worker = await start('main.worker');
    await eventually(async () => {
      expect((await dossier.read()).effectiveSubmittedAt).not.toBeNull();
      expect([await other.clocks(), await other.notifications()]).toEqual([1, [{ sent: true }]]);
      expect(await pendingSeconds()).toBe(0);
    }, 40_000);
    await dossier.command('accept');
  }, 180_000);
});

/** How long the oldest event has been waiting for the worker, as the counter says it. */
async function pendingSeconds(): Promise<number> {
  const text = await (await fetch(`${counter.url}/metrics`)).text();
  return Number(/^motcua_consumer_oldest_pending_age_seconds (\S+)$/m.exec(text)?.[1]);
}
