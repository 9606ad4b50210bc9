import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Dossier } from '../domain/dossier.js';
import { after, applied, at, commandOf, submitted } from './support/dossiers.js';

const happened = at('02-01 10:00');
const entered = at('02-05 18:00');
const accepted = after(submitted(), 'accept');
const late = (dossier: Dossier, name: Parameters<typeof commandOf>[0]): DossierStateV1 =>
  applied(dossier, commandOf(name), happened, entered).state;

describe('what is entered late says when it was entered', () => {
  const recordedAt = entered.toISOString();
  const from = happened.toISOString();

  it.each(['suspend', 'request-payment'] as const)('%s', (name) => {
    expect(late(accepted, name).suspensions).toEqual([expect.objectContaining({ from, recordedAt, to: null })]);
  });

  it('request-supplement', () => {
    const [request] = late(accepted, 'request-supplement').supplements;
    expect(request).toEqual({ requestedAt: from, recordedAt, receivedAt: null, respondBy: null });
  });

  it('transfer', () => {
    expect(late(accepted, 'transfer').transfers).toEqual([expect.objectContaining({ at: from, recordedAt })]);
  });

  it.each(['withdraw', 'terminate', 'void'] as const)('%s', (name) => {
    expect(late(accepted, name).endRecordedAt).toBe(recordedAt);
  });

  it('a pause keeps it when it is over', () => {
    const suspended = applied(accepted, commandOf('suspend'), happened, entered);
    const resumed = applied(suspended, commandOf('resume'), entered).state;
    expect(resumed.suspensions).toEqual([{ cause: 'SUSPENSION', from, recordedAt, to: recordedAt }]);
  });

  it('of several ends, the first one counts', () => {
    const withdrawn = applied(accepted, commandOf('withdraw'), happened);
    expect(applied(withdrawn, commandOf('void'), entered).state).toMatchObject({
      voidedAt: recordedAt,
      endRecordedAt: from,
    });
  });
});

it('a refusal says how long the submission had waited for it', () => {
  expect(after(submitted(), 'refuse').state.waitedWorkingMinutes).toBe(120);
});

describe('the wait of a submission that nobody answered', () => {
  it.each(['withdraw', 'void'] as const)('is recorded by %s', (name) => {
    const ended = applied(submitted(), { name, waitedWorkingMinutes: 500 }, happened).state;
    expect(ended.waitedWorkingMinutes).toBe(500);
  });

  it('is that of the answer where there was one', () => {
    expect(after(submitted(), 'accept', 'void').state.waitedWorkingMinutes).toBe(120);
  });
});
