import { Injectable } from '@nestjs/common';
import { eventCatalogue, type DomainEvent } from '@motcua/contracts';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { Statement, UnitOfWork, type Tx } from '@motcua/persistence';
import { toRecord, type EventRecord } from '../kafka/event-record.js';

const APPEND = new Statement(
  `insert into outbox (topic, key, headers, value)
   select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::text[])`,
);

/** Below a broker's default limit (`max.message.bytes`, 1 MiB), headers included. */
const LONGEST_RECORD_BYTES = 960 * 1024;

/**
 * Why an outbox. Publish, then commit: the commit fails, and consumers have an event of something that did not happen. Commit,
 * then publish: the process ends in between, and the event is lost. So events are rows of the same transaction, and a relay
 * sends what is committed.
 *
 * Ordering: the caller holds the row lock of the dossier when it appends, so the rows of one dossier get ascending positions
 * in the order of their commits. Across dossiers positions have no meaning (a sequence is not commit order).
 */
@Injectable()
export class Outbox {
  private wakeRelay: () => void = () => undefined;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Appends events to the transaction; they are sent at least once, soon after it commits, never if it does not.
   * @throws AppError `record-too-large`: the broker would refuse it, and other records would wait behind it
   */
  async append(tx: Tx, events: readonly DomainEvent[]): Promise<void> {
    await this.appendRecords(
      tx,
      events.map((event) => toRecord(eventCatalogue.get(event.type)!.family.topic, event)),
    );
  }

  /** The same for records that are no domain events (dead letters). */
  async appendRecords(tx: Tx, records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    for (const record of records) requireSendable(record);
    await APPEND.run(tx, [
      records.map((record) => record.topic),
      records.map((record) => record.key),
      records.map((record) => JSON.stringify(record.headers)),
      records.map((record) => record.value),
    ]);
    this.unitOfWork.afterCommit(tx, this.wakeRelay);
  }

  /** Calls `wakeRelay` after each transaction with events has committed; one relay in each process registers. */
  onCommitted(wakeRelay: () => void): void {
    this.wakeRelay = wakeRelay;
  }
}

function requireSendable({ topic, key, headers, value }: EventRecord): void {
  const bytes = Buffer.byteLength(value) + Buffer.byteLength(JSON.stringify(headers)) + Buffer.byteLength(key);
  if (bytes <= LONGEST_RECORD_BYTES) return;
  throw new AppError(
    `The change would make a record of ${bytes} bytes on ${topic}; at most ${LONGEST_RECORD_BYTES} can be sent.`,
    { code: 'record-too-large', retryable: false, kind: AppErrorKind.TooLarge, details: { bytes } },
  );
}
