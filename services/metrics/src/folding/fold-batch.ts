import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { AppError } from '@motcua/kernel';
import {
  deadLetterRecord,
  headersOf,
  newDeadLetter,
  Outbox,
  SeekTo,
  textOf,
  type FollowedBatch,
  type FollowedRecord,
} from '@motcua/messaging';
import { BackgroundUnitOfWork, type Tx, type UnitOfWork } from '@motcua/persistence';
import { type Fact, type HeardState, loadFacts, saveSlices } from '../facts/index.js';
import { CONTRIBUTIONS_VERSION } from '../measures/index.js';
import { LIVE_SCHEMA } from '../projection/index.js';
import { addToCounters } from './counter-store.js';
import { FactCache } from './fact-cache.js';
import { type MergedFacts, mergeHeard } from './merge-heard.js';
import { advanceProgress, lockProgress, type Progress } from './progress-store.js';
import { readNewest } from './read-newest.js';
import { type ReadFault, type ReadRecords, readRecords } from './read-records.js';

const CONSUMER = 'metrics';

type Fault = ReadFault<FollowedRecord>;

export interface FoldOptions {
  /** The projection that is folded into. @default the one that is served */
  readonly schema?: string;
  /** Whether a record that cannot be taken in becomes a dead letter; in a replay it has been one already. @default always */
  readonly writesDeadLetter?: (topic: string, partition: number, offset: number) => boolean;
}

/** Injection token for {@link FoldOptions}. */
export const FOLD_OPTIONS = Symbol('FoldOptions');

/**
 * Folds a batch of one topic and partition into facts and counters, in one transaction with the position after it. The
 * partition's progress row is locked first, and only records from its offset on are taken: whoever else folds this
 * partition, also a process that was thought dead, and however often a batch comes, each record takes effect once.
 * A record that cannot be read becomes a dead letter in the same transaction; the rest of its batch goes on.
 */
@Injectable()
export class FoldBatch {
  private readonly logger = new Logger(FoldBatch.name);
  private readonly cache = new FactCache();
  private afterFold: () => void = () => undefined;

  constructor(
    @Inject(BackgroundUnitOfWork) private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    @Optional() @Inject(FOLD_OPTIONS) private readonly options: FoldOptions = {},
  ) {}

  private get schema(): string {
    return this.options.schema ?? LIVE_SCHEMA;
  }

  /**
   * @throws SeekTo when records between the stored position and this batch are missing
   * @throws AppError `projection-of-another-cluster`, `projection-of-another-version`
   */
  async fold(batch: FollowedBatch): Promise<void> {
    const read = this.read(batch, batch.records);
    const done = await this.unitOfWork.run((tx) => this.foldIn(tx, batch, read));
    if (!done) return;
    this.cache.keep(batch.partition, done.folds, done.facts);
    this.afterFold();
  }

  /** Passes a batch of one record that cannot be folded for a reason that nobody foresaw: it becomes a dead letter. */
  async pass(batch: FollowedBatch, cause: unknown): Promise<void> {
    const error = new AppError(String(cause), { code: 'unexpected-error', retryable: false, cause });
    const faults = batch.records.map((record) => ({ record, error }));
    await this.unitOfWork.run((tx) => this.foldIn(tx, batch, { events: [], origins: [], faults }));
    this.afterFold();
  }

  /** Calls `listener` after each fold of this process: a hint, others fold too. */
  onFolded(listener: () => void): void {
    this.afterFold = listener;
  }

  private async foldIn(
    tx: Tx,
    batch: FollowedBatch,
    wholeBatch: ReadRecords<FollowedRecord>,
  ): Promise<{ folds: number; facts: Iterable<Fact> } | undefined> {
    const progress = await lockProgress(tx, batch.partition, this.schema);
    assertFoldable(progress, batch);
    const nextOffset = progress.nextOffsets[batch.topic] ?? 0;
    if (batch.firstOffset > nextOffset) throw new SeekTo(nextOffset);
    if (batch.nextOffset <= nextOffset) return undefined;
    const fresh = batch.records.filter(({ offset }) => Number(offset) >= nextOffset);
    const read = fresh.length === batch.records.length ? wholeBatch : this.read(batch, fresh);
    const faults = [...read.faults];
    const merged = await this.merge(tx, batch.partition, progress, read, faults);
    for (const [slice, facts] of merged.changed) {
      await saveSlices(tx, batch.partition, slice, facts, this.schema);
    }
    await addToCounters(tx, batch.partition, merged.deltas, this.schema);
    await this.writeDeadLetters(tx, batch, faults.sort(byOffset));
    const advance = {
      partition: batch.partition,
      topic: batch.topic,
      nextOffset: batch.nextOffset,
      events: fresh.length,
      appendedAt: new Date(Number(batch.records.at(-1)!.timestamp)),
      clusterId: batch.clusterId,
      contributionsVersion: CONTRIBUTIONS_VERSION,
    };
    await advanceProgress(tx, advance, this.schema);
    return { folds: progress.folds + 1, facts: merged.facts.values() };
  }

  /** Where a fault would become a dead letter every record is opened: a later one of the same batch must not hide it. */
  private read({ topic, partition }: FollowedBatch, records: readonly FollowedRecord[]): ReadRecords<FollowedRecord> {
    const { writesDeadLetter } = this.options;
    const mayWriteLetters =
      !writesDeadLetter || records.some(({ offset }) => writesDeadLetter(topic, partition, Number(offset)));
    return mayWriteLetters ? readRecords(records) : readNewest(records);
  }

  private async merge(
    tx: Tx,
    partition: number,
    progress: Progress,
    read: ReadRecords<FollowedRecord>,
    faults: Fault[],
  ): Promise<MergedFacts> {
    const { events, origins } = read;
    const known = await this.knownFacts(tx, partition, progress, events);
    return mergeHeard(partition, known, events, (place) => {
      faults.push({ record: origins[place]!, error: disputed(events[place]!) });
    });
  }

  private async knownFacts(
    tx: Tx,
    partition: number,
    progress: Progress,
    events: readonly HeardState[],
  ): Promise<ReadonlyMap<string, Fact>> {
    const cached = this.cache.valid(partition, progress.folds);
    const known = new Map<string, Fact>();
    const missing: string[] = [];
    for (const dossierId of new Set(events.map((event) => event.dossierId))) {
      const fact = cached.get(dossierId);
      if (fact) known.set(dossierId, fact);
      else missing.push(dossierId);
    }
    for (const fact of await loadFacts(tx, partition, missing, this.schema)) known.set(fact.dossierId, fact);
    return known;
  }

  private async writeDeadLetters(tx: Tx, batch: FollowedBatch, faults: readonly Fault[]): Promise<void> {
    const { writesDeadLetter = () => true } = this.options;
    const news = faults.filter(({ record }) => writesDeadLetter(batch.topic, batch.partition, Number(record.offset)));
    const letters = news.map(({ record, error }) =>
      newDeadLetter({
        consumer: CONSUMER,
        code: error.code,
        reason: error.message,
        attempts: 1,
        origin: { topic: batch.topic, partition: batch.partition, offset: record.offset },
        record: {
          topic: batch.topic,
          key: textOf(record.key),
          headers: headersOf(record.headers),
          value: textOf(record.value),
        },
      }),
    );
    await this.outbox.appendRecords(tx, letters.map(deadLetterRecord));
    for (const { code, origin } of letters) {
      this.logger.error(`Dead letter (${code}): ${origin.topic}/${origin.partition}@${origin.offset} was passed.`);
    }
  }
}

const byOffset = (one: Fault, other: Fault): number => Number(one.record.offset) - Number(other.record.offset);

function disputed({ slice, dossierId, state }: HeardState): AppError {
  return new AppError(
    `Revision ${state.revision} of ${slice} for dossier ${dossierId} came a second time with other content; the first one stays.`,
    { code: 'revision-disputed', retryable: false },
  );
}

function assertFoldable({ clusterId, contributionsVersion }: Progress, batch: FollowedBatch): void {
  if (clusterId !== null && clusterId !== batch.clusterId) {
    throw new AppError(
      `The projection was folded from Kafka cluster ${clusterId}, the batch is of ${batch.clusterId}.`,
      {
        code: 'projection-of-another-cluster',
        retryable: false,
      },
    );
  }
  if (contributionsVersion !== null && contributionsVersion !== CONTRIBUTIONS_VERSION) {
    throw new AppError(
      `The counters are of version ${contributionsVersion}, this program counts by version ${CONTRIBUTIONS_VERSION}: run npm run replay.`,
      { code: 'projection-of-another-version', retryable: false },
    );
  }
}
