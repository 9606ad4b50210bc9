import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import {
  newEvent,
  PaymentCancelledV1,
  PaymentFailedV1,
  PaymentOrderOpenedV1,
  PaymentRefundedV1,
  PaymentSettledV1,
  type EventDefinition,
  type PaymentStateV1,
} from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import type { FeeOrder, OrderChange, OrderStep } from '../domain/fee-order.js';
import { RULES_VERSION } from '../domain/order-state.js';
import { FeeOrderEntity, FeeOrderHistoryEntity, GatewayTransactionEntity } from './entities.js';

const EVENT_OF: Readonly<Record<OrderChange['what'], EventDefinition<typeof PaymentStateV1>>> = {
  OPENED: PaymentOrderOpenedV1,
  SETTLED: PaymentSettledV1,
  FAILED: PaymentFailedV1,
  REFUNDED: PaymentRefundedV1,
  CANCELLED: PaymentCancelledV1,
};

/** Fee orders with their history; each change is published through the outbox. */
@Injectable()
export class FeeOrderRepository {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Reads an order and locks its row until the transaction ends, so that its revisions commit one after the other. */
  async lock(tx: Tx, orderId: string): Promise<FeeOrder | null> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.loaded(tx, await tx.findOne(FeeOrderEntity, { where: { orderId }, lock }));
  }

  /** The same by dossier; null while the dossier owes nothing. */
  async lockOfDossier(tx: Tx, dossierId: string): Promise<FeeOrder | null> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.loaded(tx, await tx.findOne(FeeOrderEntity, { where: { dossierId }, lock }));
  }

  /** @throws AppError `order-not-found` */
  async readOfDossier(tx: Tx, dossierId: string): Promise<FeeOrder> {
    const order = await this.loaded(tx, await tx.findOneBy(FeeOrderEntity, { dossierId }));
    if (order) return order;
    throw orderNotFound(`The dossier ${dossierId} has no fee order yet.`);
  }

  async history(tx: Tx, orderId: string, afterRevision: number): Promise<readonly FeeOrderHistoryEntity[]> {
    return tx
      .createQueryBuilder(FeeOrderHistoryEntity, 'history')
      .where('history.orderId = :orderId and history.revision > cast(:afterRevision as bigint)', {
        orderId,
        afterRevision,
      })
      .orderBy('history.revision')
      .getMany();
  }

  /** Stores a new order. False: the dossier has one by now; nothing is written then. */
  async insert(tx: Tx, step: OrderStep, actor: string): Promise<boolean> {
    const { orderId, dossierId } = step.order.facts;
    const { raw } = (await tx
      .createQueryBuilder()
      .insert()
      .into(FeeOrderEntity)
      .values({ orderId, dossierId, ...columnsOf(step.order), rulesVersion: RULES_VERSION })
      .orIgnore()
      .returning(['orderId'])
      .execute()) as { raw: unknown[] };
    if (raw.length === 0) return false;
    await this.record(tx, step, actor);
    return true;
  }

  /** Stores a step of an order that this transaction has locked. */
  async update(tx: Tx, step: OrderStep, actor: string): Promise<void> {
    await tx.update(FeeOrderEntity, { orderId: step.order.facts.orderId }, columnsOf(step.order));
    await this.record(tx, step, actor);
  }

  /** Ids after `after` of orders that were last judged as a whole by older rules, lowest first. */
  async judgedByOlderRules(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
    const rows = (await tx.query(
      'select order_id as "orderId" from fee_order where rules_version < $1 and order_id > $2 order by order_id limit $3',
      [RULES_VERSION, after, limit],
    )) as { orderId: string }[];
    return rows.map(({ orderId }) => orderId);
  }

  /** Records that an order that this transaction has locked, and its cases, are judged by the present rules. */
  async judgedByTheseRules(tx: Tx, orderId: string): Promise<void> {
    await tx.update(FeeOrderEntity, { orderId }, { rulesVersion: RULES_VERSION });
  }

  private async record(tx: Tx, { order, change }: OrderStep, actor: string): Promise<void> {
    if (!change) return;
    const { revision, state } = order;
    const { happenedAt } = change;
    const recordedAt = this.clock.now();
    const definition = EVENT_OF[change.what];
    const { type } = definition;
    await tx.insert(FeeOrderHistoryEntity, { orderId: state.orderId, revision, type, happenedAt, recordedAt, actor });
    const subject = state.dossierId;
    await this.outbox.append(tx, [newEvent(definition, { happenedAt, recordedAt, revision, subject, state })]);
  }

  private async loaded(tx: Tx, entity: FeeOrderEntity | null): Promise<FeeOrder | null> {
    if (!entity) return null;
    const { orderId, dossierId, revision, dossierRevision, state, agencyPath } = entity;
    const { cancelledAt, paidInCashAt, refundedAtCounterAt, dossierAcceptedAt, dossierEndedAt } = entity;
    const { amountVnd, openedAt } = state;
    const known = { orderId, dossierId, amountVnd, openedAt: new Date(openedAt) };
    const facts = { ...known, cancelledAt, paidInCashAt, refundedAtCounterAt, dossierAcceptedAt, dossierEndedAt };
    const transactions = await tx.findBy(GatewayTransactionEntity, { orderId });
    return { revision, dossierRevision, facts, transactions, state, agencyPath };
  }
}

export function orderNotFound(message: string): AppError {
  return new AppError(message, { code: 'order-not-found', retryable: false, kind: AppErrorKind.NotFound });
}

function columnsOf({ revision, dossierRevision, facts, state, agencyPath }: FeeOrder) {
  const { cancelledAt, paidInCashAt, refundedAtCounterAt, dossierAcceptedAt, dossierEndedAt } = facts;
  return {
    revision,
    dossierRevision,
    state,
    agencyPath: [...agencyPath],
    cancelledAt,
    paidInCashAt,
    refundedAtCounterAt,
    dossierAcceptedAt,
    dossierEndedAt,
  };
}
