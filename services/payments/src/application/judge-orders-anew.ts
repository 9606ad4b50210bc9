import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, SeldomLine, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, type Tx } from '@motcua/persistence';
import { judgeAnew } from '../domain/fee-order.js';
import { RULES_VERSION } from '../domain/order-state.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { OpenAndResolveCases } from './open-and-resolve-cases.js';

const PASS = 100;
/** Short: all others of the pass wait meanwhile. */
const LONGEST_WAIT = '200ms';
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Judges stored orders anew that older rules judged, with their cases: after an upgrade, until none is left. A pass takes a
 * hundred, each in a transaction of its own, and the next one goes on behind it, so one that fails holds up no other.
 */
@Injectable()
export class JudgeOrdersAnew {
  private readonly logger = new Logger(JudgeOrdersAnew.name);
  private readonly failed = new SeldomLine<object>((facts, times) =>
    this.logger.warn({ message: 'An order could not be judged anew.', times, ...facts }),
  );
  private after = BEFORE_ALL;

  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly cases: OpenAndResolveCases,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(stop: AbortSignal): Promise<void> {
    const due = await this.unitOfWork.run((tx) => this.orders.judgedByOlderRules(tx, this.after, PASS));
    for (const orderId of due) {
      if (stop.aborted) return;
      await this.unitOfWork
        .run((tx) => this.judge(tx, orderId))
        .catch((cause: unknown) => this.failed.tell(orderId, { orderId, cause: String(cause) }));
      this.after = orderId;
    }
    if (due.length < PASS) this.after = BEFORE_ALL;
  }

  private async judge(tx: Tx, orderId: string): Promise<void> {
    await tx.query(`select set_config('lock_timeout', $1, true)`, [LONGEST_WAIT]);
    const order = await this.orders.lock(tx, orderId);
    if (!order) return;
    const actor = `rules.${RULES_VERSION}`;
    const step = judgeAnew(order, this.clock.now());
    await this.orders.update(tx, step, actor);
    await this.cases.matchOrder(tx, step.order, actor);
    await this.orders.judgedByTheseRules(tx, orderId);
  }
}
