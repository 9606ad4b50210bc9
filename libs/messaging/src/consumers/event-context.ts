import { BaseRpcContext } from '@nestjs/microservices';
import type { Tx } from '@motcua/persistence';

/** What a handler gets beside the event: the transaction in which the inbox has claimed it. */
export class EventContext extends BaseRpcContext<[Tx]> {
  constructor(tx: Tx) {
    super([tx]);
  }

  /** Every effect of the event belongs in here; it commits when the handler resolves. */
  get tx(): Tx {
    return this.getArgByIndex(0);
  }
}
