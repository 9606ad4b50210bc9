import { describe, expect, it } from '@jest/globals';
import { DossierStatus, NATIONAL_STATE } from '@motcua/contracts';
import type { Dossier } from '../domain/dossier.js';
import { commandNames, legalCommands } from '../domain/transitions.js';
import { after, applied, at, command, commandOf, COMMUNE, DEPARTMENT, submitted } from './support/dossiers.js';

const evening = at('02-05 18:00');

/** One dossier in each state. */
const inState: Readonly<Record<DossierStatus, Dossier>> = {
  SUBMITTED: submitted(),
  ACCEPTED: after(submitted(), 'accept'),
  REFUSED_AT_INTAKE: after(submitted(), 'refuse'),
  IN_PROCESS: after(submitted(), 'accept', 'forward'),
  SUPPLEMENT_REQUESTED: after(submitted(), 'accept', 'request-supplement'),
  PAYMENT_REQUESTED: after(submitted(), 'accept', 'request-payment'),
  WITHDRAWN: after(submitted(), 'withdraw'),
  SUSPENDED: after(submitted(), 'accept', 'suspend'),
  TERMINATED: after(submitted(), 'accept', 'terminate'),
  COMPLETED: after(submitted(), 'accept', 'complete'),
  RETURNED: after(submitted(), 'accept', 'complete', 'return'),
  VOIDED: after(submitted(), 'accept', 'void'),
};

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing thrown';
}

describe('every state answers every command', () => {
  const pairs = DossierStatus.options.flatMap((status) => commandNames.map((name) => [status, name] as const));

  it.each(pairs)('a dossier in state %s takes or refuses "%s" as it says', (status, name) => {
    const dossier = inState[status];
    expect(dossier.state.status).toBe(status);
    const legal = legalCommands(dossier.state).includes(name);
    const code = codeOf(() => applied(dossier, commandOf(name), evening));
    // At its only step there is none after it; everything else that is legal is done.
    const expected = name === 'forward' && status === 'IN_PROCESS' ? 'no-next-step' : 'nothing thrown';
    expect(code).toBe(legal ? expected : 'illegal-transition');
  });

  it.each([
    ['SUBMITTED', ['accept', 'refuse', 'request-supplement', 'withdraw', 'transfer', 'correct', 'void']],
    ['SUSPENDED', ['assign', 'resume', 'withdraw', 'terminate', 'transfer', 'correct', 'void']],
    ['COMPLETED', ['return', 'correct', 'void']],
    ['TERMINATED', ['correct', 'void']],
    ['VOIDED', []],
  ] as const)('in state %s it takes: %j', (status, names) => {
    expect(legalCommands(inState[status].state)).toEqual(names);
  });

  it('has an outward code of the national list for each state but the voided one', () => {
    expect(Object.values(NATIONAL_STATE).filter((code) => code !== null)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10]);
    expect(NATIONAL_STATE).toMatchObject({ SUSPENDED: 8, TERMINATED: 8, VOIDED: null });
  });
});

describe('a supplement', () => {
  it('brings the dossier back to where it was', () => {
    expect(after(submitted(), 'request-supplement', 'receive-supplement').state.status).toBe('SUBMITTED');
    expect(after(submitted(), 'accept', 'request-supplement', 'receive-supplement').state.status).toBe('ACCEPTED');
    const forwarded = after(submitted(), 'accept', 'forward', 'request-supplement', 'receive-supplement');
    expect(forwarded.state.status).toBe('IN_PROCESS');
  });

  it('is asked for a second time by a supervisor only', () => {
    const once = after(submitted(), 'accept', 'request-supplement', 'receive-supplement');
    const again = { ...command['request-supplement'], bySupervisor: true };
    expect(codeOf(() => applied(once, command['request-supplement'], evening))).toBe('supervisor-needed');
    expect(applied(once, again, evening).state.supplements).toHaveLength(2);
  });

  it('that never comes lets the counter refuse a dossier that was not accepted, and no other', () => {
    expect(after(submitted(), 'request-supplement', 'refuse').state.status).toBe('REFUSED_AT_INTAKE');
    expect(
      codeOf(() => applied(inState.SUPPLEMENT_REQUESTED, { name: 'refuse', waitedWorkingMinutes: null }, evening)),
    ).toBe('illegal-transition');
  });
});

describe('steps between agencies', () => {
  const steps = [
    { title: 'Xác nhận tại xã', agency: COMMUNE, timeLimit: null },
    { title: 'Thẩm định', agency: DEPARTMENT, timeLimit: null },
  ];

  it('follow each other, each ending as the next begins', () => {
    const done = after(submitted({ steps }), 'accept', 'forward', 'forward', 'complete');
    expect(done.state.steps.map(({ agency, from, to }) => [agency, from, to])).toEqual([
      [COMMUNE, at('01-29 11:00').toISOString(), at('01-29 12:00').toISOString()],
      [DEPARTMENT, at('01-29 12:00').toISOString(), at('01-29 13:00').toISOString()],
    ]);
  });

  it('are all gone through by what is granted; a refusal on the merits may come at any of them', () => {
    const first = after(submitted({ steps }), 'accept', 'forward');
    expect(codeOf(() => applied(first, command.complete, evening))).toBe('steps-left');
    expect(applied(first, command.deny, evening).state).toMatchObject({ status: 'COMPLETED', result: 'NEGATIVE' });
  });

  it('begin anew at the agency that takes over, and the next one is still the next', () => {
    const own = [
      { ...steps[0]!, agency: COMMUNE },
      { ...steps[1]!, agency: '000.00.12.H06' },
    ];
    const moved = after(submitted({ steps: own }), 'accept', 'forward', 'transfer');
    expect(moved.state).toMatchObject({ settlingAgency: DEPARTMENT, caseOfficer: null });
    expect(moved.state.steps.map(({ agency, to }) => [agency, to === null])).toEqual([
      [COMMUNE, false],
      [DEPARTMENT, true],
    ]);
    const next = applied(moved, command.forward, evening);
    expect(next.state.steps.at(-1)).toMatchObject({ title: 'Thẩm định', agency: '000.00.12.H06' });
  });
});

describe('a correction', () => {
  it('moves the completion and leaves the first one', () => {
    const completedAt = at('01-30 09:00').toISOString();
    const corrected = applied(inState.COMPLETED, { name: 'correct', correction: { completedAt } }, evening);
    expect(corrected.state).toMatchObject({ completedAt, firstCompletedAt: at('01-29 11:00').toISOString() });
    expect(corrected.revision).toBe(inState.COMPLETED.revision + 1);
  });

  it.each([
    ['a completion before the dossier was accepted', 'RETURNED', { completedAt: at('01-29 09:00').toISOString() }],
    ['a completion after the result was returned', 'RETURNED', { completedAt: at('01-30 09:00').toISOString() }],
    ['a completion after now', 'COMPLETED', { completedAt: at('02-05 18:01').toISOString() }],
    ['a return after now', 'RETURNED', { returnedAt: at('02-05 18:01').toISOString() }],
    ['a result that does not exist', 'ACCEPTED', { result: 'NEGATIVE' }],
    ['a return that did not happen', 'COMPLETED', { returnedAt: at('01-30 09:00').toISOString() }],
  ] as const)('is refused for %s', (_, status, correction) => {
    expect(codeOf(() => applied(inState[status], { name: 'correct', correction }, evening))).toBe(
      'correction-impossible',
    );
  });

  it('takes the end of the last step along', () => {
    const completedAt = at('01-29 11:30').toISOString();
    const done = after(submitted(), 'accept', 'forward', 'complete');
    const corrected = applied(done, { name: 'correct', correction: { completedAt } }, evening);
    expect(done.state.steps).toMatchObject([{ to: at('01-29 12:00').toISOString() }]);
    expect(corrected.state.steps).toMatchObject([{ from: at('01-29 11:00').toISOString(), to: completedAt }]);
  });

  it('that changes nothing is refused', () => {
    const correction = { channel: 'IN_PERSON' } as const;
    expect(codeOf(() => applied(inState.ACCEPTED, { name: 'correct', correction }, evening))).toBe('correction-empty');
  });
});

describe('what happens', () => {
  const resumed = (when: Date) => () => applied(inState.SUSPENDED, { name: 'resume' }, when);

  it('never lies before what already happened; in local time the earliest instant is named that would do', () => {
    expect(codeOf(resumed(at('01-29 10:30')))).toBe('happened-out-of-order');
    expect(resumed(at('01-29 10:30'))).toThrow(
      'happenedAt 2024-01-29T10:30:00+07:00 lies before what happened last to this dossier: state 2024-01-29T11:00:00+07:00 or later.',
    );
  });

  it('may be stated as the earliest instant that was named, also where that was within a second', () => {
    const suspended = applied(inState.ACCEPTED, { name: 'suspend' }, new Date(at('01-29 11:00').getTime() + 431));
    const resume = (when: Date) => () => applied(suspended, { name: 'resume' }, when);
    expect(resume(at('01-29 11:00'))).toThrow('state 2024-01-29T11:00:01+07:00 or later');
    expect(resume(new Date('2024-01-29T11:00:01+07:00'))).not.toThrow();
  });
});

describe('a prepaid fee', () => {
  it('that is not settled keeps the dossier from acceptance; the amount and the ways to settle it are named', () => {
    const fee = { amountVnd: 8_000, collection: 'PREPAID', lines: [] } as const;
    expect(() => applied(submitted({ fee: { ...fee, lines: [] } }), command.accept, evening)).toThrow(
      'The fee of 8,000 VND is paid in advance and is not settled yet: accept once it is paid, in cash at the counter or through the payment gateway.',
    );
  });
});
