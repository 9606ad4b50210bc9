import {
  DeadlinePausedV1,
  DeadlineResumedV1,
  DossierResumedV1,
  DossierSupplementReceivedV1,
  DossierSupplementRequestedV1,
  DossierSuspendedV1,
  type DeadlineStateV1,
  type DossierStateV1,
} from '@motcua/contracts';
import type { Fate } from './fates.js';
import { entered, type HistoryWriter, iso, type Moment } from './history-writer.js';

/** A clock as deadlines publishes it with these pauses, if all time were working time. */
export function withPauses(deadline: DeadlineStateV1, pauses: DeadlineStateV1['pauses']): DeadlineStateV1 {
  const { currentDueAt } = deadline;
  if (currentDueAt === null) return { ...deadline, pauses };
  const stood = (of: DeadlineStateV1['pauses']): number => of.reduce((sum, { from, to }) => sum + lasted(from, to), 0);
  const promisedAt = Date.parse(currentDueAt) - stood(deadline.pauses);
  const dueAt = iso(promisedAt + stood(pauses));
  const overdueFrom = ranPastFirst(promisedAt, pauses);
  return {
    ...deadline,
    pauses,
    currentDueAt: dueAt,
    overdueFrom: overdueFrom === dueAt ? null : overdueFrom,
  };
}

const lasted = (from: string, to: string | null): number => (to === null ? 0 : Date.parse(to) - Date.parse(from));

/** Step by step over the pauses as they were entered, until the clock has passed its due instant. */
function ranPastFirst(promisedAt: number, pauses: DeadlineStateV1['pauses']): string {
  let dueAt = iso(promisedAt);
  for (const { from, recordedAt, to } of pauses) {
    const stoodFrom = recordedAt !== null && recordedAt > from ? recordedAt : from;
    if (to !== null && to <= stoodFrom) continue;
    if (dueAt < stoodFrom) return dueAt;
    dueAt = iso(Date.parse(dueAt) + lasted(stoodFrom, to));
  }
  return dueAt;
}

export function writeStops(
  writer: HistoryWriter,
  fate: Fate,
  before: Moment,
  steps: { readonly pause: number; readonly stand: number },
): Moment {
  const once = writeStop(writer, fate, before, steps);
  const answered = once.dossier.supplements[0]?.receivedAt;
  return fate.askedAgain && answered ? writeStop(writer, fate, once, steps) : once;
}

function writeStop(
  writer: HistoryWriter,
  fate: Fate,
  before: Moment,
  { pause, stand }: { readonly pause: number; readonly stand: number },
): Moment {
  const staysStopped = /suspended$/.test(fate.ending);
  if (!fate.supplement && !staysStopped) return before;
  const from = before.at + pause;
  const bySupplement = fate.stop === 'supplement';
  const stopped = withStop(before, fate, from, null);
  writer.say(bySupplement ? DossierSupplementRequestedV1 : DossierSuspendedV1, from, stopped.dossier);
  writer.say(DeadlinePausedV1, from, stopped.deadline);
  const firstRequest = bySupplement && before.dossier.supplements.length === 0;
  if (!fate.imported && firstRequest) writer.invite('SUPPLEMENT_REQUESTED', from);
  if (staysStopped) return stopped;
  const at = from + stand;
  const resumed = withStop(before, fate, from, at);
  writer.say(bySupplement ? DossierSupplementReceivedV1 : DossierResumedV1, at, resumed.dossier);
  writer.say(DeadlineResumedV1, at, resumed.deadline);
  return resumed;
}

/** What the producers say with one stop more, which lasts when it has no end. */
function withStop({ dossier, deadline }: Moment, fate: Fate, begunAt: number, endedAt: number | null): Moment {
  const [from, to] = [iso(begunAt), endedAt === null ? null : iso(endedAt)];
  const recordedAt = entered(begunAt, fate.enteredAfter.stop);
  const stop: Partial<DossierStateV1> =
    fate.stop === 'supplement'
      ? {
          status: to === null ? 'SUPPLEMENT_REQUESTED' : 'ACCEPTED',
          supplements: [...dossier.supplements, { requestedAt: from, recordedAt, receivedAt: to, respondBy: null }],
        }
      : {
          status: to === null ? 'SUSPENDED' : 'ACCEPTED',
          suspensions: [...dossier.suspensions, { cause: 'SUSPENSION', from, recordedAt, to }],
        };
  const cause = fate.stop === 'supplement' ? 'SUPPLEMENT' : 'SUSPENSION';
  const pauses = [...deadline.pauses, { from, recordedAt, to, cause } as const];
  return { at: endedAt ?? begunAt, dossier: { ...dossier, ...stop }, deadline: withPauses(deadline, pauses) };
}
