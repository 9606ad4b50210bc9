import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, seal, uuidv7, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { createHash } from 'node:crypto';
import type { Transaction } from '../domain/transaction.js';
import { ReportRepository } from '../persistence/report.repository.js';
import { KEY_RING, type PaymentsKeyRing } from '../secrets.js';
import { OpenAndResolveCases } from './open-and-resolve-cases.js';

export interface KeepReportOptions {
  readonly webhookId: string;
  /** The bytes that were signed. */
  readonly bytes: Buffer;
  /** What is stored as text: the whole report if it is as declared, else its declared members. */
  readonly body: string;
  /** Null: it is not as declared. */
  readonly transaction: Transaction | null;
}

const LONGEST_WEBHOOK_ID = 200;
const LONGEST_BODY = 8_192;
/** How much of an unreadable body is stored; its length and digest are of the whole. */
const SEALED_BYTES = 64 * 1_024;
const UNREADABLE = 'report-unreadable' as const;

/**
 * Stores a signed report in a transaction of its own before it is judged, so that it is not lost whatever follows. A report that
 * is not as declared becomes a case at once, because it may be about money; its body is stored sealed.
 */
@Injectable()
export class KeepReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly cases: OpenAndResolveCases,
    @Inject(KEY_RING) private readonly keyRing: PaymentsKeyRing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Returns the id of the stored report; a repetition has the same id. */
  async run(tx: Tx, { webhookId, bytes, body, transaction }: KeepReportOptions): Promise<string> {
    const receivedAt = this.clock.now();
    const bodyDigest = createHash('sha256').update(bytes).digest('hex');
    const newId = uuidv7(receivedAt);
    const reportId = await this.reports.keep(tx, {
      reportId: newId,
      webhookId: webhookId.slice(0, LONGEST_WEBHOOK_ID),
      body: body.slice(0, LONGEST_BODY),
      bodyDigest,
      bodyBytes: bytes.length,
      sealedBody: transaction ? null : seal(this.keyRing, newId, bytes.subarray(0, SEALED_BYTES).toString('base64')),
      receivedAt,
      transaction,
      verdict: transaction ? null : UNREADABLE,
    });
    const unreadable = {
      reason: UNREADABLE,
      subject: bodyDigest,
      orderId: null,
      reportId,
      transaction,
      actor: reportId,
    };
    if (!transaction) await this.cases.open(tx, unreadable);
    return reportId;
  }
}
