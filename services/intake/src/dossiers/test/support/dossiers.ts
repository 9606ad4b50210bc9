import { localInstant, newDossierId } from '@motcua/kernel';
import type { DossierStateV1 } from '@motcua/contracts';
import { applyCommand, type Dossier, type DossierCommand } from '../../domain/dossier.js';
import { submit } from '../../domain/submission.js';

export const COMMUNE = '000.02.31.H06';
export const DEPARTMENT = '000.00.16.H06';

/** A local instant of 2024 written as `01-29 10:00`. */
export function at(text: string): Date {
  const [day = '', time = ''] = text.split(' ');
  return localInstant(`2024-${day}`, time);
}

/** A dossier of a plain, free procedure, handed in on Monday 2024-01-29 at 08:00; say only what matters. */
export function submitted(procedure: Partial<DossierStateV1['procedure']> = {}): Dossier {
  return submit(
    {
      dossierId: newDossierId(),
      dossierCode: '000.02.31.H06-240129-0001',
      procedure: {
        code: '1.004873',
        version: 1,
        onlineLevel: 'FULL_ONLINE',
        timeLimit: { amount: 3, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false },
        clockPolicy: 'PAUSE',
        fee: null,
        resultOnPaper: true,
        steps: [],
        ...procedure,
      },
      calendarId: 'province',
      receivingAgency: COMMUNE,
      settlingAgency: COMMUNE,
      settlingAgencyPath: ['H06', COMMUNE],
      channel: 'IN_PERSON',
      partyKind: 'CITIZEN',
      eIdVerified: false,
      components: [],
    },
    at('01-29 08:00'),
  );
}

/** Commands that need nothing but their name, and the others as this spec's officers give them. */
export const command = {
  accept: {
    name: 'accept',
    appointment: { at: at('02-01 10:00'), calendarRevision: 1, provisional: false },
    waitedWorkingMinutes: 120,
  },
  refuse: { name: 'refuse', waitedWorkingMinutes: 120 },
  forward: { name: 'forward', officer: 'officer' },
  assign: { name: 'assign', officer: 'other' },
  'request-supplement': { name: 'request-supplement', respondBy: null, bySupervisor: false },
  complete: { name: 'complete', result: 'POSITIVE', electronicResult: false },
  deny: { name: 'complete', result: 'NEGATIVE', electronicResult: false },
  transfer: { name: 'transfer', settlingAgency: DEPARTMENT, settlingAgencyPath: ['H06', DEPARTMENT] },
  correct: { name: 'correct', correction: { channel: 'POSTAL' } },
} as const satisfies Readonly<Record<string, DossierCommand>>;

type Given = keyof typeof command | Exclude<DossierCommand['name'], keyof typeof command>;

export function commandOf(name: Given): DossierCommand {
  return (command as Readonly<Record<string, DossierCommand>>)[name] ?? ({ name } as DossierCommand);
}

/** The dossier after a command that is entered as it happens. */
export function applied(dossier: Dossier, happened: DossierCommand, when: Date, recordedAt = when): Dossier {
  return applyCommand(dossier, happened, { at: when, recordedAt });
}

/** The dossier after commands, one each hour from 10:00 on. */
export function after(dossier: Dossier, ...names: readonly Given[]): Dossier {
  return names.reduce(
    (known, name, index) => applied(known, commandOf(name), new Date(at('01-29 10:00').getTime() + index * 3_600_000)),
    dossier,
  );
}
