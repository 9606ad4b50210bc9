import { expect } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Dossier, DossierCommand } from '../../../dossiers/index.js';
import { applied, command, submitted } from '../../../dossiers/test/support/dossiers.js';
import { statusOf, type ImportedLife } from '../../domain/imported-life.js';
import { importedDossier } from '../../imported-dossier.js';

/** The state of a dossier with such a life, as an import makes it. */
export function importedState(
  life: ImportedLife,
  fee: DossierStateV1['procedure']['fee'] = null,
  steps: DossierStateV1['procedure']['steps'] = [],
): DossierStateV1 {
  const { state } = submitted({ fee, steps });
  const { settlingAgencyPath, dossierId, ...known } = state;
  const keys = ['submittedAt', 'acceptedAt', 'refusedAt', 'appointmentAt', 'supplements', 'suspensions'] as const;
  const ends = ['completedAt', 'result', 'electronicResult', 'returnedAt', 'withdrawnAt', 'terminatedAt'] as const;
  const lived = Object.fromEntries([...keys, ...ends].map((key) => [key, life[key]])) as ImportedLife;
  expect(statusOf(lived)).toBe(statusOf(life));
  const submission = { ...known, settlingAgencyPath, dossierId: dossierId as never, externalCode: 'MC-1' };
  return importedDossier(submission, lived, life.acceptedAt === null ? null : 30).state;
}

/** The same life, lived here command by command. */
export function stateByCommands(life: ImportedLife): DossierStateV1 {
  const happened: [string | null, DossierCommand][] = [
    [
      life.acceptedAt,
      {
        name: 'accept',
        appointment: {
          at: life.appointmentAt === null ? null : new Date(life.appointmentAt),
          calendarRevision: 0,
          provisional: false,
        },
        waitedWorkingMinutes: life.acceptedAt === null ? null : 30,
      },
    ],
    ...life.supplements.flatMap(({ requestedAt, receivedAt, respondBy }): [string | null, DossierCommand][] => [
      [
        requestedAt,
        {
          ...command['request-supplement'],
          respondBy: respondBy === null ? null : new Date(respondBy),
          bySupervisor: true,
        },
      ],
      [receivedAt, { name: 'receive-supplement' }],
    ]),
    ...life.suspensions.flatMap(({ cause, from, to }): [string | null, DossierCommand][] => [
      [from, { name: cause === 'PAYMENT' ? 'request-payment' : 'suspend' }],
      [to, { name: cause === 'PAYMENT' ? 'receive-payment' : 'resume' }],
    ]),
    [life.refusedAt, { name: 'refuse', waitedWorkingMinutes: null }],
    [life.withdrawnAt, { name: 'withdraw' }],
    [life.terminatedAt, { name: 'terminate' }],
    [
      life.completedAt,
      { name: 'complete', result: life.result ?? 'POSITIVE', electronicResult: life.electronicResult },
    ],
    [life.returnedAt, { name: 'return' }],
  ];
  const inOrder = happened
    .filter((each): each is [string, DossierCommand] => each[0] !== null)
    .toSorted(([one], [other]) => Date.parse(one) - Date.parse(other));
  const first: Dossier = submitted();
  const { state } = inOrder.reduce((dossier, [at, happened]) => applied(dossier, happened, new Date(at)), first);
  return state;
}
