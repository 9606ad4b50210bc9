import { describe, expect, it } from '@jest/globals';
import type { Dossier } from '../domain/dossier.js';
import { followPayment, type FeeStanding } from '../domain/follow-payment.js';
import { after, at, submitted } from './support/dossiers.js';

const prepaid = submitted({ fee: { amountVnd: 8_000, collection: 'PREPAID', lines: [] } });
const now = at('02-05 18:00');
const iso = (text: string): string => at(text).toISOString();
const settled = (time: string): FeeStanding => ({ status: 'SETTLED', settledAt: iso(time), refundedAt: null });
const refunded = (time: string): FeeStanding => ({
  status: 'REFUNDED',
  settledAt: iso('01-29 09:00'),
  refundedAt: iso(time),
});
const open: FeeStanding = { status: 'OPEN', settledAt: null, refundedAt: null };

const following = (dossier: Dossier, ...standings: readonly FeeStanding[]): Dossier =>
  standings.reduce<readonly [Dossier, string | null]>(
    ([known, paidBackAt], fee) => [followPayment(known, fee, paidBackAt, now), fee.refundedAt],
    [dossier, null],
  )[0];
const effective = (...standings: readonly FeeStanding[]): string | null =>
  following(prepaid, ...standings).state.effectiveSubmittedAt;

describe('a submission whose fee is prepaid', () => {
  it.each<[string, readonly FeeStanding[], string | null]>([
    ['takes effect when the fee is settled', [settled('01-29 09:00')], '01-29 09:00'],
    [
      'takes effect once, by the first event that arrives',
      [settled('01-29 09:00'), settled('01-29 08:30')],
      '01-29 09:00',
    ],
    ['waits while the fee is owed', [open], null],
    ['waits again when the fee is paid back', [settled('01-29 09:00'), refunded('01-29 11:00')], null],
    ['waits when only the refund arrives', [refunded('01-29 11:00')], null],
    [
      'takes effect anew with a second payment',
      [settled('01-29 09:00'), refunded('01-29 11:00'), settled('01-30 08:00')],
      '01-30 08:00',
    ],
    [
      'counts no payment that was paid back, whatever instant the second one states',
      [settled('01-29 09:00'), refunded('01-29 11:00'), settled('01-29 09:00')],
      '01-29 11:00',
    ],
    ['is in effect no earlier than it was handed in', [settled('01-28 09:00')], '01-29 08:00'],
    ['is in effect no later than its event arrives', [settled('12-31 09:00')], '02-05 18:00'],
  ])('%s', (_, standings, expected) => {
    expect(effective(...standings)).toBe(expected === null ? null : iso(expected));
  });

  it.each(['accept', 'refuse', 'withdraw'] as const)('stays as it is once it was answered by "%s"', (name) => {
    const answered = after(following(prepaid, settled('01-29 09:00')), name);
    expect(following(answered, refunded('01-29 11:00'))).toBe(answered);
  });

  it('waits for no fee that is collected afterwards', () => {
    const postpaid = submitted({ fee: { amountVnd: 8_000, collection: 'POSTPAID', lines: [] } });
    expect(following(postpaid, open, refunded('01-29 11:00'))).toBe(postpaid);
  });
});
