import { BaseRpcContext } from '@nestjs/microservices';
import type { Tx } from '@motcua/persistence';

/** The second argument of a handler: the transaction in which the inbox has claimed the event. */
export class EventContext extends BaseRpcContext<[Tx]> {
  constructor(tx: Tx) {
    super([tx]);
  }

  /** Every effect of the event belongs in it; it commits when the handler resolves. */
  get tx(): Tx {
    return this.getArgByIndex(0);
  }
}
