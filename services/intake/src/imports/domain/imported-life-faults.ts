import { toLocalIso } from '@motcua/kernel';
import type { ImportedLife } from './imported-life.js';

/** What is wrong with one field of an imported row, and what to do. */
export interface ImportFault {
  /** Null: it is about the row as a whole. */
  readonly field: string | null;
  /** What the field says; null: nothing, or it may be personal and is left out. */
  readonly value: string | null;
  readonly problem: string;
  readonly remedy: string;
}

/**
 * Why a life could not have been lived here, field by field: the same rules as for commands (`applyCommand`), all at
 * once. No fault: the commands in the order of the instants would have led to the same dossier.
 * @param now nothing may have happened after it; what was promised or asked for may lie there
 */
export function lifeFaults(life: ImportedLife, now: Date): readonly ImportFault[] {
  return [...missing(life), ...excluded(life), ...unfinished(life), ...misplaced(life), ...inFuture(life, now)];
}

/** Something that happened, by the field that says so. */
export interface Moment {
  readonly field: string;
  readonly at: string;
}

interface Stop {
  readonly field: string;
  readonly from: string;
  readonly to: string | null;
}

type InstantField = {
  [Field in keyof ImportedLife]: ImportedLife[Field] extends string | null ? Field : never;
}[keyof ImportedLife];

const NEEDS: readonly (readonly [InstantField, InstantField])[] = [
  ['appointmentAt', 'acceptedAt'],
  ['completedAt', 'acceptedAt'],
  ['terminatedAt', 'acceptedAt'],
  ['result', 'completedAt'],
  ['returnedAt', 'completedAt'],
];

function missing(life: ImportedLife): ImportFault[] {
  const faults = NEEDS.filter(([field, needed]) => life[field] !== null && life[needed] === null).map(
    ([field, needed]) =>
      fault(field, life[field], `It stands without ${needed}.`, `Give ${needed}, or leave ${field} empty.`),
  );
  if (life.completedAt !== null && life.result === null) {
    faults.push(fault('result', null, 'The dossier is completed without a result.', 'Write POSITIVE or NEGATIVE.'));
  }
  if (life.electronicResult && life.completedAt === null) {
    faults.push(fault('electronicResult', null, 'It stands without completedAt.', 'Give completedAt, or write NO.'));
  }
  if (life.suspensions.length > 0 && life.acceptedAt === null) {
    const remedy = 'Give acceptedAt, or leave suspensions empty.';
    faults.push(fault('suspensions', null, 'It stands without acceptedAt.', remedy));
  }
  return faults;
}

const ENDS = ['refusedAt', 'withdrawnAt', 'terminatedAt', 'completedAt'] as const;

/** A dossier ends once, and the counter refuses only what it has not accepted. */
function excluded(life: ImportedLife): ImportFault[] {
  const [first, ...others] = ENDS.filter((field) => life[field] !== null);
  const faults = others.map((field) =>
    fault(field, life[field], `The dossier has ended by ${first} already.`, `Leave ${first} or ${field} empty.`),
  );
  if (life.refusedAt !== null && life.acceptedAt !== null) {
    const remedy = 'For a refusal on the merits write completedAt with result NEGATIVE; else leave acceptedAt empty.';
    faults.push(fault('refusedAt', life.refusedAt, 'The dossier was accepted, so it was not refused.', remedy));
  }
  return faults;
}

/** Waiting that goes on: only the last may, not past the acceptance, and not past a result. */
function unfinished(life: ImportedLife): ImportFault[] {
  const stops = stopsOf(life);
  const bound = life.completedAt ?? null;
  return stops.flatMap(({ field, from, to }, index) => {
    if (to !== null) return [];
    const acceptedLater = life.acceptedAt !== null && from < life.acceptedAt;
    const goesOn = index < stops.length - 1 || bound !== null || acceptedLater;
    return goesOn
      ? [fault(field, from, 'It has no end, though the dossier went on after it.', 'Write when it ended.')]
      : [];
  });
}

function misplaced(life: ImportedLife): ImportFault[] {
  const faults = outOfOrder(momentsOf(life));
  const { acceptedAt, appointmentAt } = life;
  if (acceptedAt !== null && appointmentAt !== null && appointmentAt < acceptedAt) {
    faults.push(before('appointmentAt', appointmentAt, 'acceptedAt', acceptedAt));
  }
  life.suspensions.forEach(({ from }, index) => {
    if (acceptedAt !== null && from < acceptedAt) {
      faults.push(before(`suspensions[${index}]`, from, 'acceptedAt', acceptedAt));
    }
  });
  life.supplements.forEach(({ requestedAt, respondBy }, index) => {
    if (respondBy !== null && respondBy < requestedAt) {
      faults.push(before(`supplements[${index}].respondBy`, respondBy, 'requestedAt', requestedAt));
    }
  });
  return faults;
}

function outOfOrder(moments: readonly Moment[]): ImportFault[] {
  const faults: ImportFault[] = [];
  let [last] = moments;
  for (const moment of moments) {
    if (moment.at < last!.at) faults.push(before(moment.field, moment.at, last!.field, last!.at));
    else last = moment;
  }
  return faults;
}

function inFuture(life: ImportedLife, now: Date): ImportFault[] {
  const latest = now.toISOString();
  return momentsOf(life)
    .filter(({ at }) => at > latest)
    .map(({ field, at }) =>
      fault(field, at, `It lies in the future: now it is ${toLocalIso(now)}.`, 'Correct the instant and its offset.'),
    );
}

/** What happened, in the only order in which it can. */
export function momentsOf(life: ImportedLife): readonly Moment[] {
  const { acceptedAt } = life;
  const stops = stopsOf(life);
  const early = stops.filter(({ from }) => acceptedAt !== null && from < acceptedAt);
  const moment = (field: InstantField): readonly Moment[] => {
    const at = life[field];
    return at === null ? [] : [{ field, at }];
  };
  return [
    ...moment('submittedAt'),
    ...early.flatMap(bothEnds),
    ...moment('acceptedAt'),
    ...stops.slice(early.length).flatMap(bothEnds),
    ...[...ENDS, 'returnedAt' as const].flatMap(moment),
  ];
}

const bothEnds = ({ field, from, to }: Stop): readonly Moment[] => [
  { field: `${field} begin`, at: from },
  ...(to === null ? [] : [{ field: `${field} end`, at: to }]),
];

/** Supplements and suspensions by their beginning: the clock can stand still for one of them at a time. */
function stopsOf({ supplements, suspensions }: ImportedLife): readonly Stop[] {
  return [
    ...supplements.map(({ requestedAt: from, receivedAt: to }, index) => ({
      field: `supplements[${index}]`,
      from,
      to,
    })),
    ...suspensions.map(({ from, to }, index) => ({ field: `suspensions[${index}]`, from, to })),
  ].toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

const before = (field: string, at: string, earlier: string, earlierAt: string): ImportFault =>
  fault(field, at, `It lies before ${earlier} ${toLocalIso(new Date(earlierAt))}.`, 'Correct one of the two.');

const INSTANT = /^\d{4}-\d\d-\d\dT.*Z$/;

/** An instant among the values is written in local time. */
export const fault = (field: string, value: string | null, problem: string, remedy: string): ImportFault => ({
  field,
  value: value !== null && INSTANT.test(value) ? toLocalIso(new Date(value)) : value,
  problem,
  remedy,
});
