import {
  DossierAcceptedV1,
  DossierCompletedV1,
  DossierRefusedV1,
  DossierReturnedV1,
  DossierSubmittedV1,
  DossierSupplementReceivedV1,
  DossierSupplementRequestedV1,
  DossierWithdrawnV1,
  type DossierEvent,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import { localInstant } from '@motcua/kernel';
import { dossierState, eventOf } from '@motcua/testing';

/** A local instant of 2024 written as `01-29 10:00`, in the form of events. */
export function at(text: string): string {
  const [day = '', time = ''] = text.split(' ');
  return localInstant(`2024-${day}`, time).toISOString();
}

type Happening = 'accept' | 'refuse' | 'request' | 'receive' | 'complete' | 'return' | 'withdraw';

const DEFINITION: Readonly<Record<Happening, EventDefinition<typeof DossierStateV1>>> = {
  accept: DossierAcceptedV1,
  refuse: DossierRefusedV1,
  request: DossierSupplementRequestedV1,
  receive: DossierSupplementReceivedV1,
  complete: DossierCompletedV1,
  return: DossierReturnedV1,
  withdraw: DossierWithdrawnV1,
};

function changed(state: DossierStateV1, happening: Happening, happenedAt: string): Partial<DossierStateV1> {
  switch (happening) {
    case 'accept':
      return { status: 'ACCEPTED', acceptedAt: happenedAt };
    case 'refuse':
      return { status: 'REFUSED_AT_INTAKE', refusedAt: happenedAt };
    case 'request': {
      const request = { requestedAt: happenedAt, recordedAt: null, receivedAt: null, respondBy: null };
      const supplements = [...state.supplements, request];
      return { status: 'SUPPLEMENT_REQUESTED', supplements };
    }
    case 'receive': {
      const supplements = state.supplements.map((each) =>
        each.receivedAt ? each : { ...each, receivedAt: happenedAt },
      );
      return { status: 'ACCEPTED', supplements };
    }
    case 'complete':
      return { status: 'COMPLETED', completedAt: happenedAt, firstCompletedAt: happenedAt, result: 'POSITIVE' };
    case 'return':
      return { status: 'RETURNED', returnedAt: happenedAt };
    case 'withdraw':
      return { status: 'WITHDRAWN', withdrawnAt: happenedAt };
  }
}

/**
 * The events of one dossier as intake publishes them, from its submission on. `appointmentAt` of the given state is
 * promised when it is accepted.
 */
export function dossierHistory(
  promised: Partial<DossierStateV1>,
  happenings: readonly (readonly [Happening, string])[],
): readonly DossierEvent[] {
  const { appointmentAt, ...rest } = dossierState(promised);
  let state: DossierStateV1 = { ...rest, status: 'SUBMITTED', acceptedAt: null, appointmentAt: null };
  const events = [eventOf(DossierSubmittedV1, state, 1, state.submittedAt)];
  for (const [happening, happenedAt] of happenings) {
    state = { ...state, ...changed(state, happening, happenedAt) };
    if (happening === 'accept') state = { ...state, appointmentAt };
    events.push(eventOf(DEFINITION[happening], state, events.length + 1, happenedAt));
  }
  return events;
}
