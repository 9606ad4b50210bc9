import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { applied } from '../../dossiers/test/support/dossiers.js';
import { lifeBeyondCalendar } from '../domain/imported-life-bounds.js';
import { lifeFaults } from '../domain/imported-life-faults.js';
import { isOpen } from '../imported-dossier.js';
import { faultText } from '../reading/row-fault.js';
import { importRow, on, type GivenRow } from './support/import-rows.js';
import { importedState, stateByCommands } from './support/lives.js';

const NOW = new Date('2024-06-01T00:00:00Z');
const handedIn = { acceptedAt: null, appointmentAt: null };
const done = { completedAt: on('01-31 10:00'), result: 'POSITIVE' };
const asked = (from: string, to = '', respondBy = ''): string =>
  [from, to, respondBy]
    .map((text) => (text === '' ? '' : on(text)))
    .join('/')
    .replace(/\/$/, '');

const faultsIn = (overrides: GivenRow, now = NOW): string[] => lifeFaults(importRow(overrides), now).map(faultText);

/** When the other system wrote things down is not known. */
function notNoted(state: DossierStateV1): DossierStateV1 {
  const without = <Stop extends object>(stops: readonly Stop[]) => stops.map((stop) => ({ ...stop, recordedAt: null }));
  const [supplements, suspensions] = [without(state.supplements), without(state.suspensions)];
  return { ...state, supplements, suspensions, completionRecordedAt: null, endRecordedAt: null };
}

describe('the life of an imported dossier', () => {
  it.each<[string, GivenRow]>([
    ['SUBMITTED', handedIn],
    ['SUBMITTED', { ...handedIn, supplements: asked('01-29 09:00', '01-29 10:00') }],
    ['SUPPLEMENT_REQUESTED', { ...handedIn, supplements: asked('01-29 09:00') }],
    ['REFUSED_AT_INTAKE', { ...handedIn, refusedAt: on('01-29 09:00') }],
    ['REFUSED_AT_INTAKE', { ...handedIn, supplements: asked('01-29 09:00'), refusedAt: on('01-29 10:00') }],
    ['WITHDRAWN', { ...handedIn, withdrawnAt: on('01-29 09:00') }],
    ['ACCEPTED', {}],
    ['ACCEPTED', { supplements: `${asked('01-29 08:10', '01-29 08:20')}; ${asked('01-30 09:00', '01-30 09:00')}` }],
    ['SUPPLEMENT_REQUESTED', { supplements: asked('01-30 09:00', '', '02-20 17:00') }],
    ['PAYMENT_REQUESTED', { suspensions: `PAYMENT ${asked('01-30 09:00')}` }],
    [
      'SUSPENDED',
      { supplements: asked('01-30 09:00', '01-30 10:00'), suspensions: `SUSPENSION ${asked('01-31 09:00')}` },
    ],
    ['WITHDRAWN', { supplements: asked('01-30 09:00'), withdrawnAt: on('01-31 09:00') }],
    ['TERMINATED', { suspensions: `PAYMENT ${asked('01-30 09:00')}`, terminatedAt: on('01-31 09:00') }],
    ['COMPLETED', { ...done, suspensions: `PAYMENT ${asked('01-30 09:00', '01-30 10:00')}` }],
    ['COMPLETED', { ...done, result: 'NEGATIVE', electronicResult: 'YES' }],
    ['RETURNED', { ...done, returnedAt: on('01-31 10:00') }],
  ])('ends as %s just as the commands would have led there', (status, given) => {
    const life = importRow(given);
    expect(lifeFaults(life, NOW)).toEqual([]);
    const imported = importedState(life);
    expect(imported).toMatchObject({ status, effectiveSubmittedAt: imported.submittedAt, calendarRevision: 0 });
    const { dossierId } = imported;
    expect(imported).toEqual({ ...notNoted(stateByCommands(life)), dossierId, externalCode: 'MC-1' });
    expect(isOpen(life)).toBe(
      ['SUBMITTED', 'ACCEPTED', 'SUPPLEMENT_REQUESTED', 'PAYMENT_REQUESTED', 'SUSPENDED'].includes(status),
    );
  });

  it('brings its own appointment, and no fee: the other system has handled the money', () => {
    const fee = { amountVnd: 8_000, collection: 'PREPAID' as const, lines: [] };
    const state = importedState(importRow(), fee);
    expect(state).toMatchObject({ status: 'ACCEPTED', appointmentAt: '2024-02-01T01:30:00.000Z' });
    expect(state.procedure.fee).toBeNull();
  });

  it.each<[GivenRow, readonly string[]]>([
    [
      { acceptedAt: null },
      [
        'appointmentAt "2024-02-01T08:30:00+07:00": It stands without acceptedAt. Give acceptedAt, or leave appointmentAt empty.',
      ],
    ],
    [{ ...handedIn, ...done }, [expect.stringMatching(/^completedAt .* without acceptedAt/) as never]],
    [
      { ...handedIn, terminatedAt: on('01-30 08:00') },
      [expect.stringMatching(/^terminatedAt .* without acceptedAt/) as never],
    ],
    [{ returnedAt: on('01-30 08:00') }, [expect.stringMatching(/^returnedAt .* without completedAt/) as never]],
    [{ result: 'POSITIVE' }, [expect.stringMatching(/^result .* without completedAt/) as never]],
    [
      { completedAt: on('01-30 08:00') },
      ['result: The dossier is completed without a result. Write POSITIVE or NEGATIVE.'],
    ],
    [{ electronicResult: 'YES' }, ['electronicResult: It stands without completedAt. Give completedAt, or write NO.']],
    [
      { ...handedIn, suspensions: `PAYMENT ${asked('01-30 09:00')}` },
      ['suspensions: It stands without acceptedAt. Give acceptedAt, or leave suspensions empty.'],
    ],
    [
      { ...done, withdrawnAt: on('01-30 08:00') },
      [
        expect.stringMatching(
          /^completedAt .* has ended by withdrawnAt already\. Leave withdrawnAt or completedAt empty\.$/,
        ) as never,
      ],
    ],
    [
      { refusedAt: on('01-30 08:00') },
      [expect.stringMatching(/^refusedAt .* was accepted, so it was not refused\./) as never],
    ],
    [
      { acceptedAt: on('01-29 07:00') },
      [
        'acceptedAt "2024-01-29T07:00:00+07:00": It lies before submittedAt 2024-01-29T08:00:00+07:00. Correct one of the two.',
      ],
    ],
    [{ appointmentAt: on('01-29 08:29') }, [expect.stringMatching(/^appointmentAt .* before acceptedAt/) as never]],
    [
      { ...done, completedAt: on('01-29 08:10') },
      [expect.stringMatching(/^completedAt .* before acceptedAt/) as never],
    ],
    [{ ...done, returnedAt: on('01-31 09:00') }, [expect.stringMatching(/^returnedAt .* before completedAt/) as never]],
    [
      { supplements: asked('01-28 09:00', '01-28 10:00') },
      [
        expect.stringMatching(/^supplements\[0\] begin .* before submittedAt/) as never,
        expect.stringMatching(/^supplements\[0\] end .* before submittedAt/) as never,
      ],
    ],
    [
      { supplements: asked('01-30 09:00', '01-30 08:00') },
      [expect.stringMatching(/^supplements\[0\] end .* before supplements\[0\] begin/) as never],
    ],
    [
      { supplements: asked('01-30 09:00', '01-30 10:00', '01-30 08:00') },
      [expect.stringMatching(/^supplements\[0\]\.respondBy .* before requestedAt/) as never],
    ],
    [
      {
        supplements: asked('01-30 09:00', '01-31 09:00'),
        suspensions: `PAYMENT ${asked('01-30 15:00', '02-01 09:00')}`,
      },
      [expect.stringMatching(/^suspensions\[0\] begin .* before supplements\[0\] end/) as never],
    ],
    [
      { suspensions: `PAYMENT ${asked('01-29 08:10', '01-29 08:20')}` },
      [expect.stringMatching(/^suspensions\[0\] .* before acceptedAt/) as never],
    ],
    [
      { supplements: asked('01-29 08:10') },
      [expect.stringMatching(/^supplements\[0\] .* has no end, though the dossier went on/) as never],
    ],
    [
      { ...done, supplements: asked('01-30 09:00') },
      [expect.stringMatching(/^supplements\[0\] .* has no end/) as never],
    ],
    [
      { supplements: `${asked('01-30 09:00')}; ${asked('01-31 09:00')}` },
      [expect.stringMatching(/^supplements\[0\] .* has no end/) as never],
    ],
  ])('is reported as impossible: %j', (given, texts) => expect(faultsIn(given)).toEqual(texts));

  it('has nothing in the future but what is promised and asked for', () => {
    const now = new Date(on('01-30 10:00'));
    expect(faultsIn({ supplements: asked('01-30 09:00', '', '02-20 17:00') }, now)).toEqual([]);
    expect(faultsIn({ supplements: asked('01-30 11:00') }, now)).toEqual([
      'supplements[0] begin "2024-01-30T11:00:00+07:00": It lies in the future: now it is 2024-01-30T10:00:00+07:00. Correct the instant and its offset.',
    ]);
    expect(faultsIn({ submittedAt: on('01-30 11:00'), ...handedIn }, now)).toHaveLength(1);
  });
});

describe('a life that leaves the calendar', () => {
  const calendar = compileCalendar(provinceCalendar);
  const beyond = (overrides: GivenRow): string[] => lifeBeyondCalendar(importRow(overrides), calendar).map(faultText);

  it('is reported with the last day that can be promised', () => {
    expect(beyond({ appointmentAt: '2028-01-05T09:00:00+07:00' })).toEqual([
      'appointmentAt "2028-01-05T09:00:00+07:00": It lies outside the calendar "province", which holds 2023-01-01 to 2027-12-31. The last day that can be promised is 2027-12-31. Correct the instant, or have its year published first.',
    ]);
    expect(beyond({ appointmentAt: '2027-12-31T17:00:00+07:00' })).toEqual([]);
  });

  it.each<[string, GivenRow]>([
    ['submittedAt', { submittedAt: '2022-12-31T16:00:00+07:00' }],
    ['acceptedAt', { submittedAt: '2022-12-31T16:00:00+07:00', acceptedAt: '2022-12-31T16:30:00+07:00' }],
    ['completedAt', { completedAt: '2028-01-03T09:00:00+07:00', result: 'POSITIVE' }],
    ['supplements[0] begin', { supplements: '2028-01-03T09:00:00+07:00/' }],
    ['supplements[0].respondBy', { supplements: `${on('01-30 09:00')}//2028-01-03T09:00:00+07:00` }],
    ['suspensions[0] end', { suspensions: `PAYMENT ${on('01-30 09:00')}/2028-01-03T09:00:00+07:00` }],
    ['returnedAt', { ...done, returnedAt: '2028-01-03T09:00:00+07:00' }],
    ['withdrawnAt', { withdrawnAt: '2028-01-03T09:00:00+07:00' }],
    ['terminatedAt', { terminatedAt: '2028-01-03T09:00:00+07:00' }],
    ['refusedAt', { ...handedIn, refusedAt: '2028-01-03T09:00:00+07:00' }],
  ])('is refused for its %s', (field, overrides) => {
    expect(beyond(overrides)).toContainEqual(expect.stringContaining(`${field} "20`));
  });
});

describe('an imported dossier that is settled', () => {
  it('has no steps left, for those it went through are not known here', () => {
    const steps = [{ title: 'Thẩm định', agency: '000.00.16.H06', timeLimit: null }];
    const denied = importedState(importRow({ ...done, result: 'NEGATIVE' }), null, steps);
    expect(denied.procedure.steps).toEqual([]);
    const correction = { name: 'correct', correction: { result: 'POSITIVE' } } as const;
    expect(applied({ revision: 1, state: denied }, correction, NOW).state.result).toBe('POSITIVE');
    expect(importedState(importRow(), null, steps).procedure.steps).toEqual(steps);
  });
});
