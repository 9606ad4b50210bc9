import { inventApplicant } from './applicant.js';
import { lifeNames, turnsOf, wrongChannelFor } from './lives.js';
import type { OnlinePayment, PlannedDossier, PlannedStep, Procedure, StepWithoutInstant } from './model.js';
import { asHandedIn, isOffered } from './procedures.js';
import { faultWeight, type Counter } from './province.js';
import type { Random } from './random.js';

export interface LiveDossierOptions {
  readonly number: number;
  readonly random: Random;
  readonly counters: readonly Counter[];
  readonly procedures: readonly Procedure[];
  readonly now: Date;
}

/** Every third dossier has a life of its own, one after the other, so that all of them come up within half a hundred. */
const PLAIN_BETWEEN = 3;

/** A life of seconds instead of days, which begins now at some counter; a few stay open or come to no result. */
export function planLiveDossier({ number, random, counters, procedures, now }: LiveDossierOptions): PlannedDossier {
  const life = number % PLAIN_BETWEEN === 0 ? lifeNames[(number / PLAIN_BETWEEN) % lifeNames.length]! : 'PLAIN';
  const counter = random.pick(counters);
  const procedure = random.pick(life === 'EXTENSION' ? procedures.filter(takesDaysOnline) : procedures);
  const online = isOffered(procedure) && !random.chance(faultWeight(counter) * 0.12);
  const channel = online ? 'ONLINE' : random.chance(0.3) ? 'POSTAL' : 'IN_PERSON';
  const handedIn = life === 'WRONG_CHANNEL' ? wrongChannelFor(channel, isOffered(procedure)) : channel;
  const receivingAgency = counter.agency.code;
  let at = now.getTime();
  const turns = turnsOf(life, { settlingAgency: receivingAgency, channel });
  const steps = lifeOf(counter, procedure, { turns, random }).map((step, index) => {
    at += index === 0 ? 0 : random.integer(1_500, 9_000);
    return { at: new Date(at), ...step } as PlannedStep;
  });
  const elsewhere = random.pick(counters.filter((other) => other !== counter)).agency.code;
  return {
    number,
    procedure: asHandedIn(procedure, handedIn),
    receivingAgency,
    settlingAgency: life === 'TRANSFER' ? elsewhere : receivingAgency,
    channel: handedIn,
    applicant: inventApplicant(random),
    steps,
  };
}

/** A letter of apology must go out a day before the appointment, also of what is handed in online. */
function takesDaysOnline(procedure: Procedure): boolean {
  const { timeLimit } = asHandedIn(procedure, 'ONLINE');
  return timeLimit !== null && timeLimit.unit === 'WORKING_DAY' && timeLimit.amount >= 3;
}

interface LifeOptions {
  readonly turns: readonly StepWithoutInstant[];
  readonly random: Random;
}

function lifeOf(counter: Counter, procedure: Procedure, { turns, random }: LifeOptions): StepWithoutInstant[] {
  const prepaid = procedure.fee?.collection === 'PREPAID';
  if (!prepaid && turns.length === 0 && random.chance(0.02)) {
    return [{ kind: 'submit' }, { kind: 'refuse', reason: 'Không thuộc thẩm quyền giải quyết' }];
  }
  const pay = procedure.fee === null ? [] : [payment(counter, random)];
  const accepted: StepWithoutInstant[] = [{ kind: 'submit' }, ...(prepaid ? pay : []), { kind: 'accept' }, ...turns];
  if (random.chance(0.1)) return accepted;
  if (random.chance(0.02))
    return [...accepted, { kind: 'terminate', reason: 'Người nộp không bổ sung hồ sơ đúng hạn' }];
  accepted.push({ kind: 'complete', result: random.chance(0.95) ? 'POSITIVE' : 'NEGATIVE', timing: { kind: 'EXACT' } });
  accepted.push(...(prepaid ? [] : pay), { kind: 'return' });
  if (random.chance(0.6)) accepted.push({ kind: 'answer', stage: 'RETURNED', rating: rating(counter, random) });
  return random.chance(0.02) ? [...accepted, { kind: 'void', reason: 'Hồ sơ tiếp nhận trùng' }] : accepted;
}

function payment(counter: Counter, random: Random): StepWithoutInstant {
  if (random.chance(faultWeight(counter) * 0.55)) return { kind: 'pay-cash' };
  const online: OnlinePayment = { failuresFirst: random.chance(0.05) ? 1 : 0, duplicates: 0, refund: 'NONE' };
  return { kind: 'pay-online', payment: online };
}

function rating(counter: Counter, random: Random): 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED' {
  if (random.chance(faultWeight(counter) * 0.33)) return 'UNSATISFIED';
  return random.chance(0.5) ? 'VERY_SATISFIED' : 'SATISFIED';
}
