import { inventApplicant } from './applicant.js';
import type { OnlinePayment, PlannedDossier, PlannedStep, Procedure } from './model.js';
import { faultWeight, type Counter } from './province.js';
import type { Random } from './random.js';

export interface LiveDossierOptions {
  readonly number: number;
  readonly random: Random;
  readonly counters: readonly Counter[];
  readonly procedures: readonly Procedure[];
  readonly now: Date;
}

type Life = PlannedStep extends infer Step ? (Step extends PlannedStep ? Omit<Step, 'at'> : never) : never;

/** A life of seconds instead of days, which begins now at some counter; a few stay open or are refused. */
export function planLiveDossier({ number, random, counters, procedures, now }: LiveDossierOptions): PlannedDossier {
  const counter = random.pick(counters);
  const procedure = random.pick(procedures);
  const online = procedure.onlineLevel !== 'NONE' && !random.chance(faultWeight(counter) * 0.12);
  const channel = online ? 'ONLINE' : random.chance(0.3) ? 'POSTAL' : 'IN_PERSON';
  let at = now.getTime();
  const steps = lifeOf(counter, procedure, random).map((step, index) => {
    at += index === 0 ? 0 : random.integer(1_500, 9_000);
    return { at: new Date(at), ...step } as PlannedStep;
  });
  const agency = counter.agency.code;
  const applicant = inventApplicant(random);
  return { number, procedure, receivingAgency: agency, settlingAgency: agency, channel, applicant, steps };
}

function lifeOf(counter: Counter, procedure: Procedure, random: Random): Life[] {
  const prepaid = procedure.fee?.collection === 'PREPAID';
  if (!prepaid && random.chance(0.02)) {
    return [{ kind: 'submit' }, { kind: 'refuse', reason: 'Không thuộc thẩm quyền giải quyết' }];
  }
  const pay = procedure.fee === null ? [] : [payment(counter, random)];
  const accepted: Life[] = [{ kind: 'submit' }, ...(prepaid ? pay : []), { kind: 'accept' }];
  if (random.chance(0.03)) return accepted;
  if (random.chance(0.05)) {
    accepted.push({ kind: 'request-supplement', reason: 'Tờ khai chưa đủ thông tin' }, { kind: 'receive-supplement' });
  }
  accepted.push({ kind: 'complete', result: random.chance(0.95) ? 'POSITIVE' : 'NEGATIVE', timing: { kind: 'EXACT' } });
  accepted.push(...(prepaid ? [] : pay), { kind: 'return' });
  return random.chance(0.6)
    ? [...accepted, { kind: 'answer', stage: 'RETURNED', rating: rating(counter, random) }]
    : accepted;
}

function payment(counter: Counter, random: Random): Life {
  if (random.chance(faultWeight(counter) * 0.55)) return { kind: 'pay-cash' };
  const online: OnlinePayment = { failuresFirst: random.chance(0.05) ? 1 : 0, duplicates: 0, refund: 'NONE' };
  return { kind: 'pay-online', payment: online };
}

function rating(counter: Counter, random: Random): 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED' {
  if (random.chance(faultWeight(counter) * 0.33)) return 'UNSATISFIED';
  return random.chance(0.5) ? 'VERY_SATISFIED' : 'SATISFIED';
}
