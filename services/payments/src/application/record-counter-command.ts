import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { happenedAtOf, requireRevision } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { payInCash, refundAtCounter, type FeeOrder, type OrderStep } from '../domain/fee-order.js';
import { FeeOrderRepository, orderNotFound } from '../persistence/fee-order.repository.js';
import { StoreOrderStep } from './store-order-step.js';

/** A command of the counter about a fee. */
export type CounterCommand = 'cash' | 'refund';

export interface RecordCounterCommandOptions {
  readonly orderId: string;
  readonly command: CounterCommand;
  /** The revision that the officer decided on. */
  readonly expectedRevision: number;
  /** @default now */
  readonly happenedAt?: Date | undefined;
  readonly principal: Principal;
}

const ROLES_OF: Readonly<Record<CounterCommand, readonly Role[]>> = {
  cash: [Role.IntakeOfficer],
  refund: [Role.IntakeOfficer, Role.Supervisor],
};

const STEP_OF: Readonly<Record<CounterCommand, (order: FeeOrder, at: Date) => OrderStep>> = {
  cash: payInCash,
  refund: refundAtCounter,
};

/** An officer takes cash for an order or pays it back: one transaction stores the state, its history and the event. */
@Injectable()
export class RecordCounterCommand {
  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly storeStep: StoreOrderStep,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `order-not-found`, `forbidden`, `backdating-forbidden`, `revision-stale`, `illegal-transition`,
   * `refunded-at-counter-before`, `happened-out-of-order`
   */
  async run(tx: Tx, options: RecordCounterCommandOptions): Promise<FeeOrder> {
    const { orderId, command, expectedRevision, principal } = options;
    const order = await this.orders.lock(tx, orderId);
    if (!order) throw orderNotFound(`There is no fee order ${orderId}.`);
    principal.require(ROLES_OF[command], order.agencyPath);
    const mayBackdate = principal.holds(Role.Backdater, order.agencyPath);
    const happenedAt = happenedAtOf(options.happenedAt, this.clock.now(), mayBackdate);
    await requireRevision({
      of: 'order',
      current: order.revision,
      expected: expectedRevision,
      unseen: () => this.orders.history(tx, orderId, expectedRevision),
    });
    const step = STEP_OF[command](order, happenedAt);
    await this.storeStep.run(tx, order, step, principal.id);
    return step.order;
  }
}
