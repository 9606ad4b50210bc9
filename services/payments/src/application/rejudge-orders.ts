import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, ThrottledLine, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, type Tx } from '@motcua/persistence';
import { rejudge } from '../domain/fee-order.js';
import { RULES_VERSION } from '../domain/order-state.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { OpenAndResolveCases } from './open-and-resolve-cases.js';
import { Sweep } from './sweep.js';

/** Short, because the others of the pass wait meanwhile. */
const LONGEST_WAIT = '200ms';

/** Judges stored orders again that older rules judged, with their cases: after an upgrade, until none is left. */
@Injectable()
export class RejudgeOrders {
  private readonly logger = new Logger(RejudgeOrders.name);
  private readonly failed = new ThrottledLine<object>((facts, times) =>
    this.logger.warn({ message: 'An order could not be judged again.', times, ...facts }),
  );
  private readonly sweep = new Sweep({
    due: (after, limit) => this.unitOfWork.run((tx) => this.orders.judgedByOlderRules(tx, after, limit)),
    work: (orderId) =>
      this.unitOfWork
        .run((tx) => this.judge(tx, orderId))
        .catch((cause: unknown) => this.failed.log(orderId, { orderId, cause: String(cause) })),
  });

  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly cases: OpenAndResolveCases,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(stop: AbortSignal): Promise<void> {
    return this.sweep.run(stop);
  }

  private async judge(tx: Tx, orderId: string): Promise<void> {
    await tx.query(`select set_config('lock_timeout', $1, true)`, [LONGEST_WAIT]);
    const order = await this.orders.lock(tx, orderId);
    if (!order) return;
    const actor = `rules.${RULES_VERSION}`;
    const step = rejudge(order, this.clock.now());
    await this.orders.update(tx, step, actor);
    await this.cases.matchOrder(tx, step.order, actor);
    await this.orders.judgedByTheseRules(tx, orderId);
  }
}
