import type { DossierStateV1, DossierStatus } from '@motcua/contracts';
import { dossierStateTexts } from '../../texts/index.js';
import type { RegisterRow } from '../documents/register.js';

/** What goes its way needs no note. */
const UNREMARKABLE: readonly DossierStatus[] = ['ACCEPTED', 'IN_PROCESS', 'COMPLETED', 'RETURNED'];

/** A dossier's line in the register. How the result was handed over is recorded of electronic results only. */
export function registerRow(
  state: DossierStateV1,
  names: Pick<RegisterRow, 'applicantName' | 'procedureName' | 'settlingAgencyName'>,
): Omit<RegisterRow, 'number'> {
  const { dossierCode, components, acceptedAt, submittedAt, appointmentAt, returnedAt, electronicResult } = state;
  return {
    dossierCode,
    componentCount: components.length,
    ...names,
    receivedAt: new Date(acceptedAt ?? submittedAt),
    appointmentAt: appointmentAt === null ? null : new Date(appointmentAt),
    returnedAt: returnedAt === null ? null : new Date(returnedAt),
    returnedHow: returnedAt !== null && electronicResult ? 'Bản điện tử' : null,
    note: noteOf(state),
  };
}

function noteOf({ status, completedAt, appointmentProvisional }: DossierStateV1): string | null {
  const state = UNREMARKABLE.includes(status) ? [] : [dossierStateTexts[status]];
  const promise = appointmentProvisional && completedAt === null ? ['Hẹn tạm tính'] : [];
  return [...state, ...promise].join('; ') || null;
}
