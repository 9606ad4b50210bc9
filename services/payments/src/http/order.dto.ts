import { PaymentStateV1 } from '@motcua/contracts';
import { CommandAnswer, HappenedAt } from '@motcua/http';
import { z } from 'zod';
import type { FeeOrder } from '../domain/fee-order.js';

export const OrdersQuery = z.strictObject({ dossierId: z.uuid('must be a UUID') });
export type OrdersQuery = z.output<typeof OrdersQuery>;

export const CounterBody = z.strictObject({ happenedAt: HappenedAt });
export type CounterBody = z.output<typeof CounterBody>;

export const OrderAnswer = PaymentStateV1.extend({ revision: z.int().positive() });
export type OrderAnswer = z.output<typeof OrderAnswer>;

export function toAnswer({ revision, state }: FeeOrder): CommandAnswer<OrderAnswer> {
  return new CommandAnswer(200, { revision, ...state }, revision);
}
