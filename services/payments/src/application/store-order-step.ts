import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { FeeOrder, OrderStep } from '../domain/fee-order.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { OpenAndResolveCases } from './open-and-resolve-cases.js';

/** Stores a step of an order that this transaction has locked, and the cases that it opens or resolves. */
@Injectable()
export class StoreOrderStep {
  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly cases: OpenAndResolveCases,
  ) {}

  async run(tx: Tx, before: FeeOrder, step: OrderStep, actor: string): Promise<void> {
    await this.orders.update(tx, step, actor);
    await this.cases.followOrder(tx, before, step.order, actor);
  }
}
