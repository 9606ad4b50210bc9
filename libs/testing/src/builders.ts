import {
  DossierAcceptedV1,
  newEvent,
  type DeadlineStateV1,
  type DomainEvent,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import type { z } from 'zod';

/** An accepted dossier of a plain, free procedure; say only what matters. */
export function dossierState(overrides: Partial<DossierStateV1> = {}): DossierStateV1 {
  return {
    dossierId: newDossierId(),
    dossierCode: '000.00.31.H06-240129-0001',
    procedure: {
      code: '1.004873',
      version: 1,
      onlineLevel: 'FULL_ONLINE',
      timeLimit: { amount: 1, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false },
      clockPolicy: 'PAUSE',
      fee: null,
      resultOnPaper: true,
      steps: [],
    },
    calendarId: 'province',
    calendarRevision: 1,
    receivingAgency: '000.00.31.H06',
    settlingAgency: '000.00.31.H06',
    settlingAgencyPath: ['H06', '000.00.31.H06'],
    channel: 'ONLINE',
    partyKind: 'CITIZEN',
    eIdVerified: false,
    components: [],
    externalCode: null,
    caseOfficer: null,
    status: 'ACCEPTED',
    submittedAt: '2024-01-29T03:00:00.000Z',
    effectiveSubmittedAt: '2024-01-29T03:00:00.000Z',
    acceptedAt: '2024-01-29T03:00:00.000Z',
    refusedAt: null,
    waitedWorkingMinutes: 0,
    appointmentAt: '2024-01-30T03:00:00.000Z',
    appointmentProvisional: false,
    supplements: [],
    suspensions: [],
    steps: [],
    transfers: [],
    firstCompletedAt: null,
    completedAt: null,
    completionRecordedAt: null,
    result: null,
    electronicResult: false,
    returnedAt: null,
    withdrawnAt: null,
    terminatedAt: null,
    voidedAt: null,
    endRecordedAt: null,
    ...overrides,
  };
}

/** The same, handed in and not accepted yet. */
export const submittedDossier = (overrides: Partial<DossierStateV1> = {}): DossierStateV1 =>
  dossierState({
    status: 'SUBMITTED',
    acceptedAt: null,
    waitedWorkingMinutes: null,
    appointmentAt: null,
    ...overrides,
  });

/** The running clock of {@link dossierState}, which nothing has moved yet; say only what matters. */
export function deadlineState(overrides: Partial<DeadlineStateV1> = {}): DeadlineStateV1 {
  return {
    dossierId: newDossierId(),
    originalDueAt: '2024-01-30T03:00:00.000Z',
    currentDueAt: '2024-01-30T03:00:00.000Z',
    overdueFrom: null,
    dueSoonAt: '2024-01-29T03:00:00.000Z',
    provisional: false,
    pauses: [],
    extension: null,
    reprojections: [],
    calendarRevision: 1,
    steps: [],
    parked: null,
    dueSoonNotice: null,
    missedNotice: null,
    closedAt: null,
    outcome: null,
    ...overrides,
  };
}

/** An event of any family: what happened, at which revision, and the state after it. */
export function eventOf<State extends z.ZodType>(
  definition: EventDefinition<State>,
  state: z.output<State> & { readonly dossierId: string },
  revision: number,
  happenedAt = '2024-01-29T03:00:00.000Z',
): DomainEvent<z.output<State>> {
  return newEvent(definition, {
    subject: state.dossierId,
    revision,
    happenedAt: new Date(happenedAt),
    recordedAt: new Date(),
    state,
  });
}

/** `dossier.accepted` with the given state at revision 2. */
export const dossierAccepted = (overrides: Partial<DossierStateV1> = {}): DomainEvent<DossierStateV1> => {
  const state = dossierState(overrides);
  return eventOf(DossierAcceptedV1, state, 2, state.acceptedAt ?? undefined);
};
