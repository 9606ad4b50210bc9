import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import type { FeeOrder } from '../domain/fee-order.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';

/** Staff of the order's agencies. A citizen's token does not say whose dossier it is, so citizens read none. */
export const ORDER_READERS: readonly Role[] = [Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader];

/** The fee of a dossier; nothing personal is in the answer. */
@Injectable()
export class ReadOrder {
  constructor(private readonly orders: FeeOrderRepository) {}

  /** @throws AppError `order-not-found`, `forbidden` */
  async run(tx: Tx, dossierId: string, principal: Principal): Promise<FeeOrder> {
    const order = await this.orders.readOfDossier(tx, dossierId);
    principal.require(ORDER_READERS, order.agencyPath);
    return order;
  }
}
