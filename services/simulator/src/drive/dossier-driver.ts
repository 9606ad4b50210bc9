import type { WorkingCalendar } from '@motcua/working-calendar';
import { z } from 'zod';
import { completionInstant, type CompletionClock } from '../plan/completion.js';
import { startsClock } from '../plan/lives.js';
import type { PlannedCorrection, PlannedDossier, PlannedStep } from '../plan/model.js';
import { refusal, type ApiAnswer, type ApiClient, type ApiRequest } from './api-client.js';
import { atRevision } from './at-revision.js';
import { dueAfterStops, putOff } from './deadline-steps.js';
import type { PaymentGateway } from './gateway.js';
import type { Journal } from './journal.js';
import { payInCash, payOnline, type Payer } from './payment-steps.js';
import { poll } from './poll.js';

/** When a step is made, and which instant it states: a backdated one, or none (now). */
export type Pace = (planned: Date, signal: AbortSignal) => Promise<Date | undefined>;

export interface DriverContext {
  readonly api: ApiClient;
  readonly gateway: PaymentGateway;
  readonly journal: Journal;
  readonly calendar: WorkingCalendar;
  readonly pace: Pace;
  /** First part of every Idempotency-Key, `sim-<seed>-<run>`: the same for the same command on every try. */
  readonly keyPrefix: string;
  /** How long to wait for what another service must do first. */
  readonly patienceMs: number;
}

const Dossier = z.object({
  dossierId: z.string(),
  revision: z.number(),
  effectiveSubmittedAt: z.string().nullable(),
  appointmentAt: z.string().nullable(),
  procedure: z.object({ steps: z.array(z.unknown()).default([]) }).default({ steps: [] }),
  steps: z.array(z.unknown()).default([]),
});
type Dossier = z.output<typeof Dossier>;
const Invitations = z.array(z.object({ stage: z.string(), token: z.string().nullish() }));

interface CommandBody {
  readonly happenedAt: Date | undefined;
  readonly reason?: string;
  readonly result?: 'POSITIVE' | 'NEGATIVE';
  readonly officer?: string;
  readonly settlingAgency?: string;
  readonly correction?: Readonly<Record<string, unknown>>;
}

/** Leads one dossier through its planned life, one command after the other, as the people around it would. */
export class DossierDriver {
  private dossier: Dossier | undefined;
  private lastAt = new Date(0);
  private completedBy: CompletionClock | undefined;
  /** How often each command was given. */
  private readonly given = new Map<string, number>();
  /** How far the real completion lies from the planned one; what follows it moves along. */
  private driftMs = 0;

  constructor(
    private readonly plan: PlannedDossier,
    private readonly context: DriverContext,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws RefusedError or PatienceError; the rest of the life is not lived then */
  async drive(): Promise<void> {
    for (const step of this.plan.steps) await this.take(step);
  }

  private async take(step: PlannedStep): Promise<void> {
    const at = await this.context.pace(new Date(step.at.getTime() + this.driftMs), this.signal);
    switch (step.kind) {
      case 'submit':
        return this.submit(at);
      case 'complete':
        return this.complete(step, at);
      case 'pay-online':
        return payOnline(this.payer(), step.payment, at ?? new Date());
      case 'pay-cash':
        return payInCash(this.payer(), at);
      case 'answer':
        return this.answer(step.stage, step.rating);
      case 'accept':
        if (this.plan.procedure.fee?.collection === 'PREPAID') await this.submissionInEffect();
        return this.command('accept', { happenedAt: at });
      case 'correct':
        return this.correct(step.correction, step.reason, at);
      case 'extend':
        return putOff(this.payer(), step.ground, this.context.calendar);
      default: {
        const { kind, at: _, ...body } = step;
        return this.command(kind, { happenedAt: at, ...body });
      }
    }
  }

  private async submit(happenedAt: Date | undefined): Promise<void> {
    const { procedure, receivingAgency, settlingAgency, channel, applicant } = this.plan;
    const request: ApiRequest = {
      method: 'POST',
      path: '/api/intake/dossiers',
      as: channel === 'ONLINE' ? 'simulator-citizen' : 'simulator-counter',
      idempotencyKey: this.key('submit'),
      body: { procedureCode: procedure.code, receivingAgency, settlingAgency, channel, applicant, happenedAt },
    };
    const answer = await this.context.api.demand(request, this.signal);
    this.accepted('submit', answer, happenedAt);
  }

  private async complete(step: PlannedStep & { kind: 'complete' }, at: Date | undefined): Promise<void> {
    if (at !== undefined) this.completedBy = await this.completionClock();
    const happenedAt = this.completedBy && completionInstant(this.context.calendar, this.completedBy, step.timing);
    if (happenedAt !== undefined) this.driftMs = happenedAt.getTime() - step.at.getTime();
    if (step.result === 'POSITIVE') await this.throughSteps(happenedAt && this.lastAt);
    const reason = step.result === 'NEGATIVE' ? 'Không đủ điều kiện giải quyết.' : undefined;
    await this.command('complete', { happenedAt, result: step.result, ...(reason ? { reason } : {}) });
  }

  /** An inter-agency dossier goes through the hands of all its agencies before its result is granted. */
  private async throughSteps(happenedAt: Date | undefined): Promise<void> {
    while (this.known().steps.length < this.known().procedure.steps.length) {
      await this.command('forward', { happenedAt });
    }
  }

  /** From the appointment that the counter printed, or the due instant that deadlines keeps after stops of the clock. */
  private async completionClock(): Promise<CompletionClock> {
    const originalDueAt = instant(this.known().appointmentAt);
    const stops = this.plan.steps.filter(startsClock).length;
    const moved = stops > 0 && originalDueAt !== null;
    const currentDueAt = moved ? await dueAfterStops(this.payer(), stops) : originalDueAt;
    return { lastAt: this.lastAt, originalDueAt, currentDueAt };
  }

  private async correct(correction: PlannedCorrection, reason: string, happenedAt: Date | undefined): Promise<void> {
    const { field } = correction;
    const value =
      field === 'completedAt'
        ? completionInstant(this.context.calendar, this.completedBy!, correction.timing)
        : correction.value;
    await this.command('correct', { happenedAt, reason, correction: { [field]: value } });
  }

  /** A prepaid dossier's submission takes effect when intake has received the payment. */
  private async submissionInEffect(): Promise<void> {
    const path = `/api/intake/dossiers/${this.known().dossierId}`;
    this.dossier = await this.awaited('The effective submission', path, (body) => {
      const dossier = Dossier.parse(body);
      return dossier.effectiveSubmittedAt === null ? undefined : dossier;
    });
  }

  private async answer(stage: string, rating: string): Promise<void> {
    const path = `/api/surveys/invitations?dossierId=${this.known().dossierId}`;
    const token = await this.awaited(`The invitation to rate ${stage}`, path, (body) => {
      return Invitations.parse(body).find((invitation) => invitation.stage === stage)?.token ?? undefined;
    });
    const idempotencyKey = this.key(`answer-${stage}`);
    const body = { token, rating };
    await this.context.api.demand({ method: 'POST', path: '/api/surveys/answers', idempotencyKey, body }, this.signal);
    this.journal(`answer.${stage}`, idempotencyKey, null);
  }

  /** A command on the dossier at the revision last seen. Given again, it is another one, with a key of its own. */
  private async command(name: string, body: CommandBody): Promise<void> {
    const times = (this.given.get(name) ?? 0) + 1;
    this.given.set(name, times);
    const keyName = times === 1 ? name : `${name}-${times}`;
    const path = `/api/intake/dossiers/${this.known().dossierId}`;
    const request = {
      method: 'POST',
      path: `${path}/${name}`,
      as: 'simulator-counter',
      idempotencyKey: this.key(keyName),
      body,
    } as const;
    const { api } = this.context;
    const lookAgain = async (): Promise<number> => {
      const { body: current } = await api.demand({ method: 'GET', path, as: 'simulator-counter' }, this.signal);
      this.dossier = Dossier.parse(current);
      return this.dossier.revision;
    };
    const { revision } = this.known();
    const answer = await atRevision({ api, request, revision, lookAgain, signal: this.signal });
    this.accepted(name, answer, body.happenedAt, keyName);
  }

  private accepted(command: string, answer: ApiAnswer, happenedAt: Date | undefined, keyName = command): void {
    this.dossier = Dossier.parse(answer.body);
    this.lastAt = happenedAt ?? new Date();
    this.journal(command, this.key(keyName), answer.revision ?? this.dossier.revision);
  }

  private async awaited<T>(what: string, path: string, pick: (body: unknown) => T | undefined): Promise<T> {
    return poll(what, this.context.patienceMs, this.signal, async () => {
      const request = { method: 'GET', path, as: 'simulator-counter' } as const;
      const answer = await this.context.api.send(request, this.signal);
      if (answer.status === 404) return undefined;
      if (answer.status >= 300) throw refusal(request, answer);
      return pick(answer.body);
    });
  }

  private payer(): Payer {
    return {
      api: this.context.api,
      gateway: this.context.gateway,
      dossierId: this.known().dossierId,
      key: (step) => this.key(step),
      journal: (command, key, revision) => this.journal(command, key, revision),
      awaited: (what, path, pick) => this.awaited(what, path, pick),
      signal: this.signal,
    };
  }

  private known(): Dossier {
    if (this.dossier === undefined) throw new Error(`Dossier ${this.plan.number} was not submitted yet.`);
    return this.dossier;
  }

  private key(step: string): string {
    return `${this.context.keyPrefix}-${this.plan.number}-${step}`;
  }

  private journal(command: string, idempotencyKey: string, revision: number | null): void {
    this.context.journal.write({ dossierId: this.known().dossierId, command, idempotencyKey, revision });
  }
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
