import { act, codeOf, hear, instant, type Act, type Gap } from './act.ts';
import { dueAt } from '@motcua/working-calendar';
import { applyCommand, type DossierCommand } from '../../../../services/intake/src/dossiers/domain/dossier.ts';
import { isoOf, limitEnd, type Minute } from './naive-calendar.ts';
import { deedNames, lastOf, lived, type Deed, type Life } from './naive-life.ts';
import { requireSame, type Model, type World } from './world.ts';

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
