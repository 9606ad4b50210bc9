import { Injectable } from '@nestjs/common';
import { Retention, Statement, type Tx } from '@motcua/persistence';

/** Longer than a duplicate can be delayed; after that the revision guard of each effect still protects it. */
const KEPT_DAYS = 30;

const CLAIM = new Statement<{ event_id: string }>(
  'insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing returning event_id',
);

/**
 * Records for 30 days what a consumer has handled. The claim is part of the transaction of the effect, so either both are
 * committed or neither; a second claim of the same id waits for the first transaction and is then not fresh.
 */
@Injectable()
export class Inbox {
  constructor(retention: Retention) {
    retention.add({ table: 'inbox', since: 'claimed_at', days: KEPT_DAYS });
  }

  /** Claims ids for a consumer; returns those that were fresh. */
  async claim(tx: Tx, consumer: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await CLAIM.run(tx, [consumer, ids]);
    return new Set(rows.map((row) => row.event_id));
  }
}
