import { Injectable } from '@nestjs/common';
import { uuidv7 } from '@motcua/kernel';
import type { DossierEvent } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { followDossier, openOrder, type FeeOrder } from '../domain/fee-order.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { StoreOrderStep } from './store-order-step.js';

/**
 * Opens or cancels a dossier's fee order, as the newest known revision of the dossier requires. It depends on the state, not on
 * the event, so a gap in the revisions needs no waiting. A dossier without an order needs no row against late revisions: a dossier
 * that owes its fee owes it at every later revision.
 */
@Injectable()
export class FollowDossier {
  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly storeStep: StoreOrderStep,
  ) {}

  async run(tx: Tx, event: DossierEvent): Promise<void> {
    const order = (await this.orders.lockOfDossier(tx, event.state.dossierId)) ?? (await this.open(tx, event));
    if (!order || event.revision <= order.dossierRevision) return;
    await this.storeStep.run(tx, order, followDossier(order, event.state, event.revision), event.id);
  }

  private async open(tx: Tx, event: DossierEvent): Promise<FeeOrder | null> {
    const opened = openOrder(uuidv7(), event.state);
    if (!opened) return null;
    if (await this.orders.insert(tx, opened, event.id)) return opened.order;
    return this.orders.lockOfDossier(tx, event.state.dossierId);
  }
}
