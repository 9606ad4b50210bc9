import { AppError } from '@motcua/kernel';
import { dueAt } from '@motcua/working-calendar';
import type fc from 'fast-check';
import { applyCommand, type DossierCommand } from '../../../../services/intake/src/dossiers/domain/dossier.ts';
import { followPayment, type FeeStanding } from '../../../../services/intake/src/dossiers/domain/follow-payment.ts';
import { atWork, dayText, isoOf, limitEnd, nextWork, turned, type Minute } from './naive-calendar.ts';
import { latestLetter, type ExpectedClock } from './naive-clock.ts';
import { deedNames, lastOf, lived, type Deed, type Life } from './naive-life.ts';
import { compare, ranUntil, requireSame, type Model, type World } from './world.ts';

/** How long after the one before: minutes, or at, or a minute after, the due instant. */
export type Gap = number | 'due' | 'past due';
type Act = fc.Command<Model, World>;

const instant = (minute: Minute): Date => new Date(isoOf(minute));

/** One thing that happens; afterwards the world is as the model says. */
function act(
  said: string,
  gap: Gap,
  run: (model: Model, world: World) => void,
  check = (_: Readonly<Model>) => true,
): Act {
  return {
    check,
    run: (model, world) => {
      const due = model.clock()?.due ?? 0;
      const wanted = typeof gap === 'number' ? model.now + gap : gap === 'due' ? due : due + 1;
      model.now = Math.max(wanted, model.now + 1);
      run(model, world);
      compare(model, world);
    },
    toString: () => `${said} (after ${gap})`,
  };
}

/** What is thrown, by its code; null when nothing is. */
function codeOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** When a deed happened: now, some minutes ago and entered late, or before what had happened already. */
export type When = 'now' | 'before' | number;

export interface DeedChoice {
  /** A name, or which of the legal ones. */
  readonly deed: string | number;
  readonly when: When;
  /** Deadlines hears of it at once. */
  readonly heard: boolean;
  readonly result: 'POSITIVE' | 'NEGATIVE';
  readonly supervisor: boolean;
  readonly to: string;
  /** Of a correction: what it puts right, and by how many minutes. */
  readonly put: 'channel' | 'completed' | 'returned' | 'result';
  readonly by: number;
  /** Intake has not the newest edition of the calendar yet. */
  readonly lagging: boolean;
}

const saidOf = ({ deed, when, heard, result, supervisor, to, put, by, lagging }: DeedChoice): string => {
  const named = typeof deed === 'string' ? deed : `legal deed ${deed}`;
  const entered = when === 'now' ? [] : [when === 'before' ? 'before the last' : `entered ${when} later`];
  const details = [result, ...(supervisor ? ['supervisor'] : []), `to ${to}`, `${put} by ${by}`];
  return [named, ...entered, ...(heard ? [] : ['unheard']), ...details, ...(lagging ? ['lagging'] : [])].join(', ');
};

export function deed(choice: DeedChoice, gap: Gap): Act {
  return act(saidOf(choice), gap, (model, world) => {
    const { life } = model;
    const name = typeof choice.deed === 'string' ? choice.deed : nextDeed(life, choice.deed);
    const last = lastOf(life);
    const ago = typeof choice.when === 'number' ? choice.when : 0;
    const at = choice.when === 'before' ? last - 1 : Math.max(model.now - ago, last + 1);
    const edition = Math.max(1, editionsBy(model, at) - (choice.lagging ? 1 : 0));
    const done = deedOf(name, choice, life);
    const appointment = life.limit && limitEnd(model.editions[edition - 1]!.calendar, at, life.limit);
    const expected = lived(life, { ...done, appointment, edition, entered: model.now }, at);

    const before = structuredClone(world.dossier);
    const known = world.dossier;
    const command = commandOf(done, world, edition, at);
    const code = codeOf(() =>
      world.become(applyCommand(known, command, { at: instant(at), recordedAt: instant(model.now) })),
    );
    requireSame(known, before);
    requireSame(code, typeof expected === 'string' ? expected : null);
    if (typeof expected === 'string') return;
    model.history.push(expected);
    if (choice.heard) hear(model, world, model.history.length);
  });
}

/** How many editions of the calendar were published by the end of the day of an instant. */
function editionsBy({ editions }: Model, at: Minute): number {
  const endOfDay = (Math.floor(at / 1_440) + 1) * 1_440;
  return editions.filter((edition) => edition.at < endOfDay).length;
}

const ENDS = ['refuse', 'withdraw', 'terminate', 'void'];
const ON = ['accept', 'forward', 'receive-supplement', 'receive-payment', 'resume', 'complete', 'return'];

/** Any deed, though seldom one that ends a dossier without a result. */
export const anyDeed = [...deedNames, ...ON, ...deedNames.filter((name) => !ENDS.includes(name)), ...ON];

/** Some legal deed: mostly one that brings the dossier on, seldom one that ends it without a result. */
function nextDeed(life: Life, pick: number): string {
  const legal = deedNames.filter((name) => {
    const answer = lived(life, { name, to: '' }, lastOf(life));
    return answer !== 'illegal-transition' && answer !== 'no-next-step';
  });
  const going = legal.filter((name) => !ENDS.includes(name) && name !== 'correct');
  const on = going.filter((name) => ON.includes(name));
  const choices = pick % 25 === 24 ? legal : [...on, ...on, ...going];
  return choices[pick % choices.length] ?? 'correct';
}

function deedOf(name: string, { result, supervisor, to, put, by }: DeedChoice, life: Life): Deed {
  if (name !== 'correct') return { name, result, supervisor, to };
  if (put === 'channel') return { name, channel: by % 2 === 0 ? 'POSTAL' : 'IN_PERSON' };
  if (put === 'result') return { name, result };
  return { name, [put]: (life[put] ?? life.submitted) + by };
}

function commandOf(done: Deed, { dossier, editions }: World, edition: number, at: Minute): DossierCommand {
  const { name } = done;
  switch (name) {
    case 'accept': {
      const { timeLimit } = dossier.state.procedure;
      const due = timeLimit && dueAt(editions.at(edition).calendar, instant(at), timeLimit).dueAt;
      return {
        name,
        appointment: { at: due, calendarRevision: edition, provisional: false },
        waitedWorkingMinutes: null,
      };
    }
    case 'forward':
    case 'assign':
      return { name, officer: 'officer' };
    case 'request-supplement':
      return { name, respondBy: null, bySupervisor: done.supervisor! };
    case 'complete':
      return { name, result: done.result!, electronicResult: false };
    case 'transfer':
      return { name, settlingAgency: done.to!, settlingAgencyPath: ['H06', done.to!] };
    case 'correct': {
      const { channel, completed, returned, result } = done;
      const correction = {
        ...(result === undefined ? {} : { result }),
        ...(channel === undefined ? {} : { channel: channel as 'POSTAL' }),
        ...(completed === undefined ? {} : { completedAt: isoOf(completed) }),
        ...(returned === undefined ? {} : { returnedAt: isoOf(returned) }),
      };
      return { name, correction };
    }
    default:
      return { name } as DossierCommand;
  }
}

function hear(model: Model, world: World, revision: number): void {
  world.desk.hear(world.published[revision - 1]!, instant(model.now));
  model.hear(revision);
}

const waitsForFee = ({ status, accepted, prepaid }: Life): boolean =>
  prepaid && (status === 'SUBMITTED' || (status === 'SUPPLEMENT_REQUESTED' && accepted === null));

/** How the fee stands reaches intake. */
function hearOfFee(model: Model, world: World, fee: FeeStanding): void {
  const paidBackAt = model.paidBack === null ? null : isoOf(model.paidBack);
  const next = followPayment(world.dossier, fee, paidBackAt, instant(model.now));
  if (next !== world.dossier) world.become(next);
}

/** A payment gateway's settlement reaches intake. */
export const settleFee = (ago: number, gap: Gap): Act =>
  act(`the fee was settled ${ago} minutes ago`, gap, (model, world) => {
    const { life, paidBack } = model;
    const settled = model.now - ago;
    hearOfFee(model, world, { status: 'SETTLED', settledAt: isoOf(settled), refundedAt: null });
    if (!waitsForFee(life) || life.effective !== null) return;
    model.history.push({ ...life, effective: Math.max(settled, life.submitted, paidBack ?? 0) });
  });

/** A refund of the fee reaches intake. */
export const payFeeBack = (gap: Gap): Act =>
  act('the fee is paid back', gap, (model, world) => {
    const { life } = model;
    hearOfFee(model, world, { status: 'REFUNDED', settledAt: isoOf(life.submitted), refundedAt: isoOf(model.now) });
    model.paidBack = model.now;
    if (waitsForFee(life) && life.effective !== null) model.history.push({ ...life, effective: null });
  });

/** Some event arrives at deadlines: late, once more, or before those that it follows. */
export const deliver = (pick: number, gap: Gap): Act =>
  act(`event ${pick} arrives`, gap, (model, world) => hear(model, world, 1 + (pick % model.history.length)));

export const deliverNewest = (gap: Gap): Act =>
  act('the newest event arrives', gap, (model, world) => hear(model, world, model.history.length));

/** A calendar is published in which one day is turned round, so many days from now. */
export const publishCalendar = (days: number, gap: Gap): Act =>
  act(`day ${days} from now is turned round`, gap, (model, world) => {
    const day = Math.floor(model.now / 1_440) + days;
    world.editions.turn(dayText(day), instant(model.now));
    model.editions.push({ at: model.now, calendar: turned(model.editions.at(-1)!.calendar, day) });
  });

export const reprojectDeadlines = (gap: Gap): Act =>
  act('open deadlines follow the calendar', gap, (model, world) => {
    world.desk.reproject(instant(model.now));
    model.counted = model.editions.length;
  });

export const giveNotices = (gap: Gap): Act =>
  act('notices are given', gap, (model, world) => world.desk.giveNotices(instant(model.now)));

/** A supervisor puts the due instant off, by the clock that deadlines shows; mostly into working time. */
export const extendDeadline = (apologyAgo: number, by: number, gap: Gap): Act =>
  act(
    `put off by ${by}, letter ${apologyAgo} ago`,
    gap,
    (model, world) => {
      const [now, clock] = [model.now, model.clock(model.editions.length)!];
      const { calendar } = model.editions.at(-1)!;
      const wanted = (clock.due ?? now) + by;
      const [apology, to] = [now - apologyAgo, by % 4 === 0 ? wanted : nextWork(calendar, wanted)];
      const refusal = refusalOf(model, clock, apology, to);
      const extension = { apologyAt: instant(apology), ground: 'COMPLEX_CASE', toDueAt: instant(to) } as const;
      requireSame(
        codeOf(() => world.desk.extend(extension, instant(now))),
        refusal,
      );
      if (refusal !== null) return;
      model.letter = { at: now, to };
      model.counted = model.editions.length;
    },
    (model) => model.clock() !== null,
  );

function refusalOf(model: Model, clock: ExpectedClock, apology: Minute, to: Minute): string | null {
  const { now } = model;
  const { calendar } = model.editions.at(-1)!;
  const life = model.history[model.heard - 1]!;
  if (clock.closed !== null) return 'deadline-ended';
  if (clock.due === null) return 'no-due-instant';
  if (model.letter) return 'extended-before';
  if (ranUntil(clock, now) >= clock.due) return 'due-already';
  if (apology > now) return 'apology-missing';
  if (apology < life.accepted!) return 'apology-before-acceptance';
  if (apology > latestLetter(life, now, calendar)) return 'apology-too-late';
  if (to <= Math.max(clock.due, now)) return 'not-put-off';
  return atWork(calendar, to) ? null : 'outside-working-time';
}
