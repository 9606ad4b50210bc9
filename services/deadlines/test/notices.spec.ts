import { describe, expect, it } from '@jest/globals';
import { deadlineState as state } from '@motcua/testing';
import { planNotices } from '../src/domain/notices.js';
import { at } from './support/dossier-history.js';

/** Equality is on time. */
const justAfter = (text: string): Date => new Date(Date.parse(at(text)) + 1);

const NONE = { dueSoonFrom: null, missedFrom: null };

describe('the notices of a clock', () => {
  it('are given at their instants', () => {
    expect(planNotices(state(), new Date(at('01-26 10:00')))).toEqual({
      dueSoonFrom: new Date(at('01-29 10:00')),
      missedFrom: justAfter('01-30 10:00'),
    });
  });

  it('wait ten minutes when their instant had passed as they were recorded', () => {
    expect(planNotices(state(), new Date(at('01-29 10:00')))).toEqual({
      dueSoonFrom: new Date(at('01-29 10:10')),
      missedFrom: justAfter('01-30 10:00'),
    });
  });

  it.each([
    [
      'stands still',
      { pauses: [{ from: at('01-29 14:00'), recordedAt: null, to: null, cause: 'SUPPLEMENT' as const }] },
    ],
    ['was closed', { closedAt: at('01-30 09:00'), outcome: 'ON_TIME' as const }],
    ['has no appointment', { originalDueAt: null, currentDueAt: null, dueSoonAt: null }],
  ])('are none while it %s', (_, overrides) => {
    expect(planNotices(state(overrides), new Date(at('01-26 10:00')))).toEqual(NONE);
  });

  it('are wanted again once a pause is over', () => {
    const resumed = state({
      pauses: [{ from: at('01-29 14:00'), recordedAt: null, to: at('01-29 15:00'), cause: 'SUPPLEMENT' }],
    });
    expect(planNotices(resumed, new Date(at('01-29 15:00'))).missedFrom).toEqual(justAfter('01-30 10:00'));
  });
});
