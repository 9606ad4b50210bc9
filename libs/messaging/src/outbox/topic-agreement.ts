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

/** A revision of which the topic has an event. */
interface SentRevision {
  readonly dossierId: string;
  readonly revision: number;
}

const RECORDS_PER_PARTITION = 50;
const START_LIMIT_MS = 3_000;

/**
 * Why a service reads its own topic before it works. A database restored from an older backup has lost revisions whose events
 * are published. The service would give these revisions to other changes, and every consumer would ignore those. A change is
 * committed before its event is sent, so a record that is ahead of its row proves such a loss.
 *
 * A restore loses the newest changes, whose records are at the end of the topic: the last 50 records of each partition are
 * compared with their rows, however long the topic is. The last one alone is not enough, because old records may have been
 * repeated after it; more than 50 of these hide a loss in their partition. Records that are not the producer's (by source,
 * type, key and contract) are skipped, so that foreign ones cannot block a service; one forged in its name is trusted.
 *
 * Nothing is cached between checks. Kafka is read before the database: what other replicas send meanwhile has its row.
 */
export class TopicAgreement {
  private readonly logger = new Logger(TopicAgreement.name);
  private refused: (fault: AppError) => void = () => undefined;

  constructor(private readonly options: TopicAgreementOptions) {}

  /** Called when the database is behind, to end the process: every further change would make the difference larger. */
  onRefused(refused: (fault: AppError) => void): void {
    this.refused = refused;
  }

  /** @throws AppError `database-behind-topic`, not retryable; or the error of Kafka or the database */
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
   * The same at start. A counter must be able to work while Kafka is down, so after three seconds without an answer it logs a
   * warning and resolves; consumer and relay check again before they begin.
   * @throws AppError `database-behind-topic`, not retryable
   */
  async checkAtStart(): Promise<void> {
    const done = new AbortController();
    const limit = delay(START_LIMIT_MS, undefined, { signal: done.signal }).then(() => {
      throw new AppError(`no answer within ${START_LIMIT_MS / 1_000} s`, { code: 'no-answer', retryable: true });
    });
    try {
      await Promise.race([this.check(), limit]);
    } catch (error) {
      if (!isPassingFault(error)) throw error;
      const { topic } = this.options.family;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(
        `It is not known yet whether the database is behind ${topic} (${reason}). ` +
          'The service starts, but consumes and sends nothing before it is known.',
      );
    } finally {
      done.abort();
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
        this.logger.debug(`A record of the topic is skipped: ${String(error)}`);
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
