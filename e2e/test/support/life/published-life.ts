import type { DossierStateV1 } from '@motcua/contracts';
import { isoOf, type Minute } from './naive-calendar.ts';
import type { Life } from './naive-life.ts';

const iso = (minute: Minute | null): string | null => (minute === null ? null : isoOf(minute));

/** A life in the words of intake's public state. */
export function asPublished(life: Life): Partial<Record<keyof DossierStateV1, unknown>> {
  const supplements = life.waits.filter(({ cause }) => cause === 'SUPPLEMENT');
  const suspensions = life.waits.filter(({ cause }) => cause !== 'SUPPLEMENT');
  return {
    status: life.status,
    settlingAgency: life.agency,
    effectiveSubmittedAt: iso(life.effective),
    acceptedAt: iso(life.accepted),
    appointmentAt: iso(life.appointment),
    refusedAt: iso(life.refused),
    supplements: supplements.map(({ from, entered, to }) => ({
      requestedAt: isoOf(from),
      recordedAt: isoOf(entered),
      receivedAt: iso(to),
      respondBy: null,
    })),
    suspensions: suspensions.map(({ cause, from, entered, to }) => ({
      cause,
      from: isoOf(from),
      recordedAt: isoOf(entered),
      to: iso(to),
    })),
    steps: life.taken.map(({ agency, from, to, limit }) => ({
      agency,
      timeLimit: limit,
      from: isoOf(from),
      to: iso(to),
    })),
    transfers: life.transfers.map(({ at, entered, from, to }) => ({
      at: isoOf(at),
      recordedAt: isoOf(entered),
      fromAgency: from,
      toAgency: to,
    })),
    firstCompletedAt: iso(life.firstCompleted),
    completionRecordedAt: iso(life.entered),
    result: life.result,
    completedAt: iso(life.completed),
    returnedAt: iso(life.returned),
    withdrawnAt: iso(life.withdrawn),
    terminatedAt: iso(life.terminated),
    voidedAt: iso(life.voided),
    endRecordedAt: iso(life.endEntered),
  };
}
