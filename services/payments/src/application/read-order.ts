import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import type { FeeOrder } from '../domain/fee-order.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';

/** Whoever hands dossiers in may look at any fee; a citizen's token does not say yet whose dossier it is. */
const READERS_ANYWHERE = [Role.Citizen, Role.IntakeOfficer];
const READERS_AT_AGENCY = [Role.CaseOfficer, Role.Supervisor, Role.Leader];

/** The fee of a dossier; nothing personal is in the answer. */
@Injectable()
export class ReadOrder {
  constructor(private readonly orders: FeeOrderRepository) {}

  /** @throws AppError `order-not-found`, `forbidden` */
  async run(tx: Tx, dossierId: string, principal: Principal): Promise<FeeOrder> {
    const order = await this.orders.readOfDossier(tx, dossierId);
    if (!READERS_ANYWHERE.some((role) => principal.holdsAnywhere(role))) {
      principal.require(READERS_AT_AGENCY, order.agencyPath);
    }
    return order;
  }
}
