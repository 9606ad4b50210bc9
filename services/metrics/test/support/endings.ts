import {
  DeadlineCorrectedV1,
  DeadlineClosedV1,
  DeadlineEndedV1,
  DossierCompletedV1,
  DossierCorrectedV1,
  DossierReturnedV1,
  DossierTerminatedV1,
  DossierTransferredV1,
  DossierVoidedV1,
  DossierWithdrawnV1,
  type DeadlineStateV1,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import type { Fate } from './fates.js';
import { agency, entered, type HistoryWriter, iso, type Moment, stepsOf } from './history-writer.js';
import { withPauses } from './stops.js';

const outcomeAt = (completedAt: number, { currentDueAt }: DeadlineStateV1, fate: Fate): Fate['outcome'] | null => {
  if (currentDueAt === null) return null;
  const inTime = fate.outcome === 'OVERDUE' ? 'ON_TIME' : fate.outcome;
  return completedAt > Date.parse(currentDueAt) ? 'OVERDUE' : inTime;
};

export function writeTransfer(
  writer: HistoryWriter,
  { transferredTo, transferredWhen, enteredAfter }: Fate,
  when: Fate['transferredWhen'],
  before: Moment,
): Moment {
  if (transferredTo === null || transferredWhen !== when) return before;
  const toAgency = agency(transferredTo);
  const recordedAt = entered(before.at, enteredAfter.transfer);
  const transfers = [{ at: iso(before.at), recordedAt, fromAgency: before.dossier.settlingAgency, toAgency }];
  const dossier = {
    ...before.dossier,
    settlingAgency: toAgency,
    settlingAgencyPath: ['H06', toAgency],
    transfers,
  };
  writer.say(DossierTransferredV1, before.at, dossier);
  return { ...before, dossier };
}

export function writeEnding(writer: HistoryWriter, fate: Fate, standing: Moment): Moment {
  const [, , , work] = stepsOf(fate);
  const at = standing.at + work;
  const nearTheEnd = { ...standing, at: standing.at + Math.floor(work * 0.8) };
  const before = writeTransfer(writer, fate, 'near-the-end', nearTheEnd);
  switch (fate.ending) {
    case 'open':
    case 'suspended':
      return before;
    case 'withdrawn':
    case 'withdrawn-suspended':
      return writeEnd(
        writer,
        fate,
        DossierWithdrawnV1,
        { ...before, at },
        { status: 'WITHDRAWN', withdrawnAt: iso(at) },
      );
    case 'terminated':
    case 'terminated-suspended':
      return writeEnd(
        writer,
        fate,
        DossierTerminatedV1,
        { ...before, at },
        { status: 'TERMINATED', terminatedAt: iso(at) },
      );
    case 'completed':
      return writeCompletion(writer, fate, at, before);
    case 'returned':
      return writeReturn(writer, fate, writeCompletion(writer, fate, at, before));
  }
}

/** The clock ends where the dossier ends, and an open pause with it. */
function writeEnd(
  writer: HistoryWriter,
  { enteredAfter }: Fate,
  definition: EventDefinition,
  { at, ...before }: Moment,
  changes: Partial<DossierStateV1>,
): Moment {
  const endRecordedAt = before.dossier.endRecordedAt ?? entered(at, enteredAfter.end);
  const dossier = { ...before.dossier, ...changes, endRecordedAt };
  const closedAt = before.deadline.closedAt ?? iso(at);
  const pauses = before.deadline.pauses.map((pause) => ({ ...pause, to: pause.to ?? closedAt }));
  const deadline = { ...withPauses(before.deadline, pauses), closedAt, outcome: null };
  writer.say(definition, at, dossier);
  writer.say(DeadlineEndedV1, at, deadline);
  return { at, dossier, deadline };
}

function writeCompletion(writer: HistoryWriter, fate: Fate, at: number, before: Moment): Moment {
  const dossier: DossierStateV1 = {
    ...before.dossier,
    status: 'COMPLETED',
    firstCompletedAt: iso(at),
    completedAt: iso(at),
    completionRecordedAt: entered(at, fate.enteredAfter.completion),
    result: 'POSITIVE',
  };
  const deadline = { ...before.deadline, closedAt: iso(at), outcome: outcomeAt(at, before.deadline, fate) };
  writer.say(DossierCompletedV1, at, dossier);
  writer.say(DeadlineClosedV1, at, deadline);
  return { at, dossier, deadline };
}

function writeReturn(writer: HistoryWriter, fate: Fate, { at, dossier, deadline }: Moment): Moment {
  const [, , , , handOver, answer] = stepsOf(fate);
  const returnedAt = at + handOver;
  const returned: DossierStateV1 = { ...dossier, status: 'RETURNED', returnedAt: iso(returnedAt) };
  writer.say(DossierReturnedV1, returnedAt, returned);
  writer.invite('RETURNED', returnedAt);
  if (fate.rating !== 'none') writer.answer('RETURNED', fate.rating, returnedAt + answer);
  return { at: returnedAt + answer, dossier: returned, deadline };
}

/** Puts the instant of completion somewhere between the work before it and the correction itself. */
export function writeCorrection(writer: HistoryWriter, fate: Fate, before: Moment): Moment {
  const { completedAt } = before.dossier;
  if (completedAt === null || fate.correction === 'none') return before;
  const [, , , work, , , , , later] = stepsOf(fate);
  const at = before.at + later;
  const right = Date.parse(completedAt) + (fate.correction === 'earlier' ? -Math.floor(work * 0.9) : later);
  const dossier = { ...before.dossier, completedAt: iso(right), completionRecordedAt: iso(at) };
  const deadline = { ...before.deadline, closedAt: iso(right), outcome: outcomeAt(right, before.deadline, fate) };
  writer.say(DossierCorrectedV1, at, dossier);
  writer.say(DeadlineCorrectedV1, at, deadline);
  return { at, dossier, deadline };
}

export function writeVoiding(writer: HistoryWriter, fate: Fate, before: Moment): void {
  if (!fate.voided) return;
  const [, , , , , , , , , found] = stepsOf(fate);
  const at = before.at + found;
  writeEnd(writer, fate, DossierVoidedV1, { ...before, at }, { status: 'VOIDED', voidedAt: iso(at) });
}
