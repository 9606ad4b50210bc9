import * as contracts from '@motcua/contracts';
import type { DomainEvent, EventDefinition } from '@motcua/contracts';
import { newEventId } from '@motcua/kernel';
import { toRecord, type EventRecord } from '@motcua/messaging';
import { deadlineState, submittedDossier } from '@motcua/testing';
import { createHash } from 'node:crypto';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AGENCIES = 100;
const PROCEDURES = 40;

/** A record of a history and when it was written. */
export interface HistoryRecord extends EventRecord {
  readonly at: number;
}

const iso = (at: number): string => new Date(at).toISOString();
const numbered = (prefix: string, number: number): string => `${prefix}${String(number).padStart(3, '0')}`;

/** Ids that are the same in every run. */
export function idOf(number: number): string {
  const hex = createHash('md5').update(`dossier ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** One dossier's life as four producers tell it, each with its own revisions and its whole state. */
export class Life {
  readonly records: HistoryRecord[] = [];
  readonly #revisions = new Map<string, number>();
  readonly #id: string;
  readonly #random: () => number;

  constructor(number: number, random: () => number) {
    this.#id = idOf(number);
    this.#random = random;
  }

  live(startAt: number, number: number): readonly HistoryRecord[] {
    const random = this.#random;
    const hours = (most: number): number => Math.ceil(random() * most) * HOUR;
    const settling = numbered('000.00.H06.', Math.floor(random() ** 2 * AGENCIES));
    let dossier: object = submittedDossier({
      dossierId: this.#id,
      dossierCode: `${settling}-230102-${number}`,
      procedure: {
        ...submittedDossier().procedure,
        code: numbered('1.000', Math.floor(random() ** 2 * PROCEDURES)),
        onlineLevel: random() < 0.7 ? 'FULL_ONLINE' : 'NONE',
        timeLimit: { amount: 5, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false },
        fee: random() < 0.4 ? { amountVnd: 50_000, collection: 'POSTPAID', lines: [] } : null,
      },
      receivingAgency: settling,
      settlingAgency: settling,
      settlingAgencyPath: ['H06', settling],
      channel: (['IN_PERSON', 'ONLINE', 'POSTAL'] as const)[Math.floor(random() * 3)]!,
      submittedAt: iso(startAt),
      effectiveSubmittedAt: iso(startAt),
    });
    this.#say(contracts.DossierSubmittedV1, startAt, dossier);
    const acceptedAt = startAt + hours(24);
    const promisedAt = acceptedAt + 7 * DAY;
    dossier = { ...dossier, status: 'ACCEPTED', acceptedAt: iso(acceptedAt), appointmentAt: iso(promisedAt) };
    this.#say(contracts.DossierAcceptedV1, acceptedAt, dossier);
    let deadline: object = deadlineState({
      dossierId: this.#id,
      originalDueAt: iso(promisedAt),
      currentDueAt: iso(promisedAt),
      dueSoonAt: iso(promisedAt - 8 * HOUR),
    });
    this.#say(contracts.DeadlineStartedV1, acceptedAt, deadline);
    if (random() < 0.4) this.#pay(acceptedAt, hours(48), random());
    let at = acceptedAt + hours(72);
    let dueAt = promisedAt;
    if (random() < 0.25) {
      const from = at;
      at += hours(120);
      dueAt += at - from;
      const asked = [{ requestedAt: iso(from), recordedAt: iso(from), receivedAt: null, respondBy: null }];
      this.#say(contracts.DossierSupplementRequestedV1, from, {
        ...dossier,
        status: 'SUPPLEMENT_REQUESTED',
        supplements: asked,
      });
      this.#say(contracts.DeadlinePausedV1, from, {
        ...deadline,
        pauses: [{ from: iso(from), recordedAt: iso(from), to: null, cause: 'SUPPLEMENT' }],
      });
      dossier = { ...dossier, supplements: asked.map((each) => ({ ...each, receivedAt: iso(at) })) };
      this.#say(contracts.DossierSupplementReceivedV1, at, dossier);
      deadline = {
        ...deadline,
        pauses: [{ from: iso(from), recordedAt: iso(from), to: iso(at), cause: 'SUPPLEMENT' }],
        currentDueAt: iso(dueAt),
      };
      this.#say(contracts.DeadlineResumedV1, at, deadline);
    }
    const ending = random();
    if (ending < 0.08) return this.records;
    const endedAt = at + hours(24 * 6);
    if (ending < 0.12) {
      this.#say(contracts.DossierWithdrawnV1, endedAt, { ...dossier, status: 'WITHDRAWN', withdrawnAt: iso(endedAt) });
      this.#say(contracts.DeadlineEndedV1, endedAt, { ...deadline, closedAt: iso(endedAt) });
      return this.records;
    }
    this.#end(dossier, deadline, endedAt, dueAt, hours(48));
    return this.records;
  }

  #pay(openedAt: number, wait: number, fate: number): void {
    const order = {
      dossierId: this.#id,
      orderId: this.#id,
      amountVnd: 50_000,
      openedAt: iso(openedAt),
      status: 'OPEN',
      method: null as string | null,
      settledAt: null as string | null,
      refundedAt: null as string | null,
      failedAttempts: 0,
    };
    this.#say(contracts.PaymentOrderOpenedV1, openedAt, order);
    const settled = {
      ...order,
      status: 'SETTLED',
      method: fate < 0.6 ? 'ONLINE' : 'CASH',
      settledAt: iso(openedAt + wait),
    };
    this.#say(contracts.PaymentSettledV1, openedAt + wait, settled);
    if (fate > 0.95) {
      const refundedAt = openedAt + wait + DAY;
      this.#say(contracts.PaymentRefundedV1, refundedAt, {
        ...settled,
        status: 'REFUNDED',
        refundedAt: iso(refundedAt),
      });
    }
  }

  #end(dossier: object, deadline: object, at: number, dueAt: number, handOver: number): void {
    const completed = {
      ...dossier,
      status: 'COMPLETED',
      firstCompletedAt: iso(at),
      completedAt: iso(at),
      result: 'POSITIVE',
    };
    this.#say(contracts.DossierCompletedV1, at, completed);
    const outcome = at > dueAt ? 'OVERDUE' : at < dueAt - DAY ? 'EARLY' : 'ON_TIME';
    this.#say(contracts.DeadlineClosedV1, at, { ...deadline, closedAt: iso(at), outcome });
    const returnedAt = at + handOver;
    this.#say(contracts.DossierReturnedV1, returnedAt, {
      ...completed,
      status: 'RETURNED',
      returnedAt: iso(returnedAt),
    });
    const invitation = {
      stage: 'RETURNED',
      invitedAt: iso(returnedAt),
      rating: null as string | null,
      answeredAt: null as string | null,
    };
    this.#say(contracts.SurveyInvitedV1, returnedAt, { dossierId: this.#id, invitations: [invitation] });
    const answer = this.#random();
    if (answer < 0.4) return;
    const rating = answer < 0.5 ? 'UNSATISFIED' : answer < 0.75 ? 'SATISFIED' : 'VERY_SATISFIED';
    const answeredAt = returnedAt + 2 * HOUR;
    this.#say(contracts.SurveyAnsweredV1, answeredAt, {
      dossierId: this.#id,
      invitations: [{ ...invitation, rating, answeredAt: iso(answeredAt) }],
    });
  }

  #say(definition: EventDefinition, at: number, state: object): void {
    const { topic, producer } = definition.family;
    const revision = (this.#revisions.get(topic) ?? 0) + 1;
    this.#revisions.set(topic, revision);
    // By hand: newEvent proves each state against its declaration, which takes longer than all the rest.
    const event: DomainEvent = {
      id: newEventId(),
      type: definition.type,
      source: `/services/${producer}`,
      subject: this.#id,
      happenedAt: iso(at),
      recordedAt: iso(at),
      revision,
      state,
    };
    this.records.push({ at, ...toRecord(topic, event) });
  }
}
