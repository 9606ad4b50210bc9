import { expect, it } from '@jest/globals';
import { CallbackBody, toTransaction } from '../src/http/callback.dto.js';

const report = {
  type: 'payment.succeeded',
  transactionId: 'T-1',
  orderId: '0190a000-0000-7000-8000-000000000001',
  amountVnd: 50_000,
} as const;

it('trap 11: what was paid in the afternoon is recorded as of the afternoon', () => {
  const occurredAt = (text: string): Date =>
    toTransaction(CallbackBody.parse({ ...report, occurredAt: text })).occurredAt;
  expect(occurredAt('2024-01-29T16:05:00+07:00')).toEqual(new Date('2024-01-29T09:05:00.000Z'));
  expect(occurredAt('2024-01-29T04:05:00+07:00')).toEqual(new Date('2024-01-28T21:05:00.000Z'));
});

it.each(['20240129040500', '2024-01-29 04:05:00', '2024-01-29T04:05:00', '2024-01-29T04:05:00 PM', '29/01/2024 16:05'])(
  'trap 11: "%s", which may be of two instants, is refused',
  (occurredAt) => {
    expect(CallbackBody.safeParse({ ...report, occurredAt }).error?.issues).toMatchObject([{ path: ['occurredAt'] }]);
  },
);
