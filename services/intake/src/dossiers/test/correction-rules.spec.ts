import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Correction } from '../domain/correction.js';
import type { Dossier, DossierCommand } from '../domain/dossier.js';
import { after, applied, at, command, submitted } from './support/dossiers.js';

const steps: DossierStateV1['procedure']['steps'] = [
  { title: 'Xác nhận tại xã', agency: '000.02.31.H06', timeLimit: null },
  { title: 'Thẩm định', agency: '000.00.16.H06', timeLimit: null },
];
const evening = at('02-05 18:00');

function refusalOf(dossier: Dossier, happened: DossierCommand, when = evening): string {
  try {
    applied(dossier, happened, when);
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string };
    return `${code}: ${message}`;
  }
  return 'nothing refused';
}

/** A rule, a dossier that a command cannot bring past it, and the correction that would have. */
interface Rule {
  readonly says: string;
  readonly before: Dossier;
  readonly command: DossierCommand;
  readonly when?: Date;
  readonly refused: RegExp;
  readonly completed: Dossier;
  readonly correction: Correction;
  readonly corrected: RegExp;
}

const { complete, deny } = command;
const positive: Correction = { result: 'POSITIVE' };
const forwarded = after(submitted({ steps }), 'accept', 'forward');
const resumed = after(submitted(), 'accept', 'suspend', 'resume');
const answered = after(submitted(), 'accept', 'request-supplement', 'receive-supplement');
const paid = after(submitted(), 'accept', 'request-payment', 'receive-payment');
const transferred = after(submitted(), 'accept', 'transfer');
const done = (dossier: Dossier): Dossier => applied(dossier, complete, at('02-01 10:00'));
const completedAt = (time: string): Correction => ({ completedAt: at(time).toISOString() });

const RULES: readonly Rule[] = [
  {
    says: 'what is granted went through all of its steps',
    before: forwarded,
    command: complete,
    refused: /^steps-left/,
    completed: applied(forwarded, deny, at('02-01 10:00')),
    correction: positive,
    corrected: /^correction-impossible: Steps are left: Thẩm định/,
  },
  {
    says: 'nothing is completed before it was accepted',
    before: submitted(),
    command: complete,
    refused: /^illegal-transition/,
    completed: done(after(submitted(), 'accept')),
    correction: completedAt('01-29 09:59'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'nothing is completed while the agency waits',
    before: after(submitted(), 'accept', 'suspend'),
    command: complete,
    refused: /^illegal-transition/,
    completed: done(resumed),
    correction: completedAt('01-29 11:30'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'nothing is completed while the applicant is asked for a supplement',
    before: after(submitted(), 'accept', 'request-supplement'),
    command: complete,
    refused: /^illegal-transition/,
    completed: done(answered),
    correction: completedAt('01-29 11:30'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'nothing is completed while a financial duty is open',
    before: after(submitted(), 'accept', 'request-payment'),
    command: complete,
    refused: /^illegal-transition/,
    completed: done(paid),
    correction: completedAt('01-29 11:30'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'an agency completes nothing before it took the dossier over',
    before: transferred,
    command: complete,
    when: at('01-29 10:30'),
    refused: /^happened-out-of-order/,
    completed: done(transferred),
    correction: completedAt('01-29 10:30'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'a step that was not begun yet completes nothing',
    before: after(submitted(), 'accept', 'forward'),
    command: complete,
    when: at('01-29 10:30'),
    refused: /^happened-out-of-order/,
    completed: done(after(submitted(), 'accept', 'forward')),
    correction: completedAt('01-29 10:30'),
    corrected: /^correction-impossible/,
  },
  {
    says: 'a result is returned after it is there',
    before: done(after(submitted(), 'accept')),
    command: { name: 'return' },
    when: at('02-01 09:00'),
    refused: /^happened-out-of-order/,
    completed: applied(done(after(submitted(), 'accept')), { name: 'return' }, at('02-01 11:00')),
    correction: { returnedAt: at('02-01 09:00').toISOString() },
    corrected: /^correction-impossible/,
  },
  {
    says: 'what was returned stays completed before',
    before: done(after(submitted(), 'accept')),
    command: { name: 'return' },
    when: at('02-01 09:00'),
    refused: /^happened-out-of-order/,
    completed: applied(done(after(submitted(), 'accept')), { name: 'return' }, at('02-01 11:00')),
    correction: completedAt('02-01 12:00'),
    corrected: /^correction-impossible/,
  },
];

describe('what a command refuses, a correction does not reach', () => {
  it.each(RULES)('$says', ({ before, command: happened, when, refused, completed, correction, corrected }) => {
    expect(refusalOf(before, happened, when)).toMatch(refused);
    expect(refusalOf(completed, { name: 'correct', correction })).toMatch(corrected);
  });

  it.each<[string, Dossier, Correction]>([
    [
      'a refusal on the merits of a dossier at its last step',
      done(after(submitted(), 'accept')),
      { result: 'NEGATIVE' },
    ],
    [
      'a grant of a dossier that went through all of its steps',
      applied(after(submitted({ steps }), 'accept', 'forward', 'forward'), deny, at('02-01 10:00')),
      positive,
    ],
    ['a completion after the last thing that happened', done(resumed), completedAt('01-29 14:00')],
  ])('and reaches %s', (_, completed, correction) => {
    expect(refusalOf(completed, { name: 'correct', correction })).toBe('nothing refused');
  });
});

describe('a correction that is impossible', () => {
  const returned = applied(done(resumed), { name: 'return' }, at('02-01 11:00'));

  it.each([
    [
      completedAt('01-29 11:30'),
      'completedAt 2024-01-29T11:30:00+07:00 lies before the dossier last moved: state 2024-01-29T12:00:00+07:00 or later.',
    ],
    [
      completedAt('02-01 12:00'),
      'returnedAt 2024-02-01T11:00:00+07:00 would lie before completedAt 2024-02-01T12:00:00+07:00.',
    ],
    [
      { returnedAt: at('02-06 09:00').toISOString() },
      'returnedAt 2024-02-06T09:00:00+07:00 lies after 2024-02-05T18:00:00+07:00, when it is corrected.',
    ],
  ])('says so in local time: %j', (correction, text) => {
    expect(refusalOf(returned, { name: 'correct', correction })).toBe(`correction-impossible: ${text}`);
  });
});

describe('the instant at which a completion was entered', () => {
  const recordedAt = at('02-05 18:30');
  const completed = applied(after(submitted(), 'accept'), complete, at('02-01 10:00'), at('02-01 10:04'));

  it('is that of the command, not the one stated as happenedAt', () => {
    expect(completed.state).toMatchObject({
      completedAt: at('02-01 10:00').toISOString(),
      completionRecordedAt: at('02-01 10:04').toISOString(),
    });
  });

  it('moves with a correction of the completion, and with no other', () => {
    const corrected = (correction: Correction) =>
      applied(completed, { name: 'correct', correction }, evening, recordedAt).state.completionRecordedAt;
    expect(corrected(completedAt('02-01 09:00'))).toBe(recordedAt.toISOString());
    expect(corrected({ channel: 'POSTAL' })).toBe(at('02-01 10:04').toISOString());
    expect(corrected({ channel: 'POSTAL', completedAt: completed.state.completedAt! })).toBe(
      at('02-01 10:04').toISOString(),
    );
  });
});
