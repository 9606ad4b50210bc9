import type { DossierStatus, TimeLimit } from '@motcua/contracts';
import type { Minute } from './naive-calendar.ts';

/** A step between agencies that is yet to come, and one that was begun. */
interface Planned {
  readonly agency: string;
  readonly limit: TimeLimit | null;
}
export interface Taken extends Planned {
  readonly from: Minute;
  readonly to: Minute | null;
}

/** A time in which the dossier waited for somebody outside; the last one may be open. */
export interface Wait {
  readonly cause: 'SUPPLEMENT' | 'PAYMENT' | 'SUSPENSION';
  readonly from: Minute;
  /** When its beginning was entered. */
  readonly entered: Minute;
  readonly to: Minute | null;
}

/** What one may know of a dossier, written down again from the rules of the field, without a look at the services. */
export interface Life {
  readonly status: DossierStatus;
  readonly limit: TimeLimit | null;
  readonly policy: 'PAUSE' | 'RESET' | 'SHIFT';
  readonly agency: string;
  readonly channel: string;
  readonly submitted: Minute;
  readonly prepaid: boolean;
  readonly effective: Minute | null;
  readonly accepted: Minute | null;
  /** Which edition of the calendar the slip was computed with. */
  readonly promisedBy: number;
  readonly appointment: Minute | null;
  readonly refused: Minute | null;
  readonly waits: readonly Wait[];
  readonly hasPlan: boolean;
  readonly plan: readonly Planned[];
  readonly taken: readonly Taken[];
  readonly firstCompleted: Minute | null;
  readonly transfers: readonly { at: Minute; entered: Minute; from: string; to: string }[];
  readonly completed: Minute | null;
  /** When that was entered. */
  readonly entered: Minute | null;
  readonly result: string | null;
  readonly returned: Minute | null;
  readonly withdrawn: Minute | null;
  readonly terminated: Minute | null;
  readonly voided: Minute | null;
  /** When the first of the last three was entered. */
  readonly endEntered: Minute | null;
}

/** What somebody does to a dossier. */
export interface Deed {
  readonly name: string;
  readonly result?: 'POSITIVE' | 'NEGATIVE';
  readonly supervisor?: boolean;
  readonly to?: string;
  readonly channel?: string;
  readonly completed?: Minute;
  readonly returned?: Minute;
  /** Of an acceptance: the promise and the edition it was computed with. */
  readonly appointment?: Minute | null;
  readonly edition?: number;
  /** When the deed is entered. */
  readonly entered?: Minute;
}

const OPEN = 'ACCEPTED IN_PROCESS SUPPLEMENT_REQUESTED PAYMENT_REQUESTED SUSPENDED';
const ENDED = 'REFUSED_AT_INTAKE WITHDRAWN TERMINATED COMPLETED RETURNED';

/** From which states each deed is legal (domain.md 2.2), `accepted:` only once the counter has accepted it. */
const LEGAL: Readonly<Record<string, string>> = {
  accept: 'SUBMITTED',
  refuse: 'SUBMITTED new:SUPPLEMENT_REQUESTED',
  forward: 'ACCEPTED IN_PROCESS',
  assign: OPEN.replaceAll(/\w+/g, 'old:$&'),
  'request-supplement': 'SUBMITTED ACCEPTED IN_PROCESS',
  'receive-supplement': 'SUPPLEMENT_REQUESTED',
  'request-payment': 'ACCEPTED IN_PROCESS',
  'receive-payment': 'PAYMENT_REQUESTED',
  suspend: 'ACCEPTED IN_PROCESS',
  resume: 'SUSPENDED',
  complete: 'ACCEPTED IN_PROCESS',
  return: 'COMPLETED',
  withdraw: `SUBMITTED ${OPEN}`,
  terminate: OPEN.replaceAll(/\w+/g, 'old:$&'),
  transfer: `SUBMITTED ${OPEN}`,
  correct: `SUBMITTED ${OPEN} ${ENDED}`,
  void: `SUBMITTED ${OPEN} ${ENDED}`,
};

export const deedNames = Object.keys(LEGAL);

/** The latest instant of a life. */
export function lastOf(life: Life): Minute {
  const { submitted, effective, accepted, refused, completed, returned, withdrawn, terminated } = life;
  const instants = [submitted, effective, accepted, refused, completed, returned, withdrawn, terminated];
  const stretches = [...life.waits, ...life.taken].flatMap(({ from, to }) => [from, to]);
  return Math.max(...[...instants, ...stretches, ...life.transfers.map((each) => each.at)].map((each) => each ?? 0));
}

/** The life after a deed, or the code under which it is refused. */
export function lived(life: Life, deed: Deed, at: Minute): Life | string {
  const state = life.accepted === null ? `new:${life.status}` : `old:${life.status}`;
  const legal = LEGAL[deed.name]!.split(' ');
  if (!legal.includes(life.status) && !legal.includes(state)) return 'illegal-transition';
  if (deed.name === 'accept' && life.effective === null) return 'fee-not-paid';
  if (at < lastOf(life)) return 'happened-out-of-order';
  return done(life, deed, at);
}

function done(life: Life, deed: Deed, at: Minute): Life | string {
  const atWork = life.accepted === null ? 'SUBMITTED' : life.taken.length > 0 ? 'IN_PROCESS' : 'ACCEPTED';
  const waiting = (status: DossierStatus, cause: Wait['cause']): Life => ({
    ...life,
    status,
    waits: [...life.waits, { cause, from: at, entered: deed.entered!, to: null }],
  });
  const endEntered = life.endEntered ?? deed.entered!;
  const working = (): Life => ({ ...life, status: atWork, waits: life.waits.map((wait) => closed(wait, at)) });
  switch (deed.name) {
    case 'accept':
      return { ...life, status: 'ACCEPTED', accepted: at, appointment: deed.appointment!, promisedBy: deed.edition! };
    case 'refuse':
      return { ...life, status: 'REFUSED_AT_INTAKE', refused: at };
    case 'forward': {
      const [next, ...plan] =
        life.hasPlan || life.taken.length > 0 ? life.plan : [{ agency: life.agency, limit: null }];
      if (!next) return 'no-next-step';
      const taken = [...life.taken.map((step) => closed(step, at)), { ...next, from: at, to: null }];
      return { ...life, status: 'IN_PROCESS', plan, taken };
    }
    case 'request-supplement':
      if (life.waits.some(({ cause }) => cause === 'SUPPLEMENT') && !deed.supervisor) return 'supervisor-needed';
      return waiting('SUPPLEMENT_REQUESTED', 'SUPPLEMENT');
    case 'request-payment':
      return waiting('PAYMENT_REQUESTED', 'PAYMENT');
    case 'suspend':
      return waiting('SUSPENDED', 'SUSPENSION');
    case 'receive-supplement':
    case 'receive-payment':
    case 'resume':
      return working();
    case 'complete': {
      const { result = null } = deed;
      if (result === 'POSITIVE' && life.plan.length > 0) return 'steps-left';
      const taken = life.taken.map((step) => closed(step, at));
      const entered = deed.entered!;
      return { ...life, status: 'COMPLETED', completed: at, entered, firstCompleted: at, result, taken };
    }
    case 'return':
      return { ...life, status: 'RETURNED', returned: at };
    case 'withdraw':
      return { ...life, status: 'WITHDRAWN', withdrawn: at, endEntered };
    case 'terminate':
      return { ...life, status: 'TERMINATED', terminated: at, endEntered };
    case 'void':
      return { ...life, status: 'VOIDED', voided: at, endEntered };
    case 'transfer':
      return transferred(life, deed, at);
    case 'correct':
      return put(life, deed, at);
    default:
      return life;
  }
}

const closed = <T extends { readonly to: Minute | null }>(stretch: T, at: Minute): T =>
  stretch.to === null ? { ...stretch, to: at } : stretch;

function transferred(life: Life, deed: Deed, at: Minute): Life | string {
  const [to, entered] = [deed.to!, deed.entered!];
  if (to === life.agency) return 'same-agency';
  const plan = life.plan.map((step) => (step.agency === life.agency ? { ...step, agency: to } : step));
  const open = life.taken.at(-1);
  const taken =
    open?.to === null && open.agency === life.agency
      ? [...life.taken.slice(0, -1), { ...open, to: at }, { ...open, agency: to, from: at }]
      : life.taken;
  const transfers = [...life.transfers, { at, entered, from: life.agency, to }];
  return { ...life, agency: to, plan, taken, transfers };
}

/** Puts an end right: never before what led to it, after what followed from it, or after now. */
function put(life: Life, deed: Deed, at: Minute): Life | string {
  const { channel = life.channel, completed, returned, result } = deed;
  const led = Math.max(
    ...[
      life.accepted,
      ...life.waits.flatMap(({ from, to }) => [from, to]),
      ...[...life.taken.map(({ from }) => from), ...life.transfers.map((each) => each.at)],
    ].map((each) => each ?? 0),
  );
  const [end, handed] = [completed ?? life.completed, returned ?? life.returned];
  const impossible =
    (completed !== undefined && (life.completed === null || completed < led || completed > at)) ||
    (result !== undefined && life.completed === null) ||
    (result === 'POSITIVE' && life.result !== 'POSITIVE' && life.plan.length > 0) ||
    (returned !== undefined && (life.returned === null || returned > at)) ||
    (end !== null && handed !== null && handed < end);
  if (impossible) return 'correction-impossible';
  const same = channel === life.channel && end === life.completed && handed === life.returned;
  if (same && (result ?? life.result) === life.result) return 'correction-empty';
  const taken = life.taken.map((step, index) =>
    index === life.taken.length - 1 && step.to === life.completed ? { ...step, to: end } : step,
  );
  const entered = end === life.completed ? life.entered : deed.entered!;
  return { ...life, channel, completed: end, entered, returned: handed, result: result ?? life.result, taken };
}
