import { Logger } from '@nestjs/common';
import { eventCatalogue, readEvent, type EventFamily } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { attributesOf, headersOf, textOf } from '../kafka/event-record.js';
import type { KafkaOptions } from '../kafka/kafka-client.js';
import { readTopic } from '../kafka/read-topic.js';
import { isPassingFault } from '../failure-policy.js';

export interface TopicAgreementOptions {
  readonly kafka: KafkaOptions;
  /** What the service publishes; subject is a dossier. */
  readonly family: EventFamily;
  /** Of the service's database, which has the view `audit (dossier_id, revision, state)`. */
  readonly dataSource: DataSource;
}

/** A change that the topic knows. */
interface SentRevision {
  readonly dossierId: string;
  readonly revision: number;
}

const RECORDS_PER_PARTITION = 50;
const PATIENCE_MS = 3_000;

/**
 * Why a service looks at its own topic before it works. A database restored from an older backup has lost revisions whose
 * events are out. The service would give the same revisions once more, to other changes, and every consumer would keep
 * the first ones. A change is committed before its event is sent, so a record ahead of its row means just that.
 *
 * What a restore loses is the newest, and shows at the end of the topic: the last 50 records of each partition are held
 * against their rows, however long the topic is. Not the last one alone, because somebody may have doubled old records
 * behind it; more than 50 of these hide a loss in their partition. Records that are not the producer's (by source, type,
 * key and contract) are passed over, so that strangers cannot hold a service up; one forged in its name is believed.
 *
 * Nothing is kept between checks. Kafka is read before the database: what other replicas send meanwhile has its row.
 */
export class TopicAgreement {
  private readonly logger = new Logger(TopicAgreement.name);
  private refused: (fault: AppError) => void = () => undefined;

  constructor(private readonly options: TopicAgreementOptions) {}

  /** Whoever runs the process registers here, to end it: going on would only make the difference grow. */
  onRefused(refused: (fault: AppError) => void): void {
    this.refused = refused;
  }

  /** @throws AppError `database-behind-topic`, not retryable; or what kept Kafka or the database from answering */
  async check(): Promise<void> {
    const sent = await this.lastSent();
    const kept = await this.keptRevisions(sent);
    const ahead = sent.filter(({ dossierId, revision }) => revision > (kept.get(dossierId) ?? 0));
    if (ahead.length === 0) return;
    const fault = this.behind(ahead, sent.length, kept);
    this.refused(fault);
    throw fault;
  }

  /**
   * The same for a start. A counter must be able to work while Kafka is away, so after three seconds without an answer it
   * resolves with a warning; consumer and relay check again before they begin.
   * @throws AppError `database-behind-topic`, not retryable
   */
  async checkAtStart(): Promise<void> {
    const told = new AbortController();
    const impatience = delay(PATIENCE_MS, undefined, { signal: told.signal }).then(() => {
      throw new AppError(`no answer within ${PATIENCE_MS / 1_000} s`, { code: 'no-answer', retryable: true });
    });
    try {
      await Promise.race([this.check(), impatience]);
    } catch (error) {
      if (!isPassingFault(error)) throw error;
      const { topic } = this.options.family;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(
        `It cannot be told yet whether the database is behind ${topic} (${reason}). ` +
          'Starting all the same: nothing is consumed or sent before it can.',
      );
    } finally {
      told.abort();
    }
  }

  private async lastSent(): Promise<readonly SentRevision[]> {
    const { kafka, family } = this.options;
    const records = await readTopic(kafka, family.topic, RECORDS_PER_PARTITION);
    return records.flatMap((record) => {
      const headers = headersOf(record.headers);
      const definition = eventCatalogue.get(headers['ce_type'] ?? '');
      if (definition?.family !== family || headers['ce_source'] !== `/services/${family.producer}`) return [];
      try {
        const event = readEvent(definition, attributesOf(headers), textOf(record.value));
        const { dossierId } = event.state as { readonly dossierId: string };
        return textOf(record.key) === dossierId ? [{ dossierId, revision: event.revision }] : [];
      } catch (error) {
        this.logger.debug(`Passed over: ${String(error)}`);
        return [];
      }
    });
  }

  private async keptRevisions(sent: readonly SentRevision[]): Promise<ReadonlyMap<string, number>> {
    if (sent.length === 0) return new Map();
    const rows: { dossier_id: string; revision: number }[] = await this.options.dataSource.query(
      'select dossier_id, revision from audit where dossier_id = any($1::uuid[])',
      [[...new Set(sent.map(({ dossierId }) => dossierId))]],
    );
    return new Map(rows.map((row) => [row.dossier_id, row.revision]));
  }

  private behind(ahead: readonly SentRevision[], looked: number, kept: ReadonlyMap<string, number>): AppError {
    const { topic } = this.options.family;
    const { dossierId, revision } = ahead.at(-1)!;
    const row = kept.has(dossierId) ? `revision ${kept.get(dossierId)}` : 'no row';
    return new AppError(
      `The database is behind ${topic}: ${ahead.length} of the last ${looked} events are newer than its rows, such as ` +
        `dossier ${dossierId} with revision ${revision} in the topic and ${row} in the database. ` +
        'Was it restored from an older backup? Bring its rows to the state of the topic, then start again: ' +
        'docs/runbooks/backup-and-restore.md.',
      { code: 'database-behind-topic', retryable: false, details: { topic, dossierId, revision } },
    );
  }
}
