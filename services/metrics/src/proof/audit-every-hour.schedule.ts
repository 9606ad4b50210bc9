import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Loop } from '@motcua/kernel';
import { KAFKA_OPTIONS, type KafkaOptions } from '@motcua/messaging';
import { Lease } from '@motcua/persistence';
import { RelayWatermarks } from '../freshness/index.js';
import { readLastAuditRun, recordAuditRun } from '../ledgers/index.js';
import type { Query } from '../projection/index.js';
import { auditMissingPart, GRACE_MS } from './audit-missing.js';
import { auditCountersPart, auditFactsPart, type AuditFactsPartOptions } from './audit.js';

export interface HourlyAuditOptions {
  readonly databaseUrl: string;
  /** Where the services' `audit` views are; without them only the counters are audited. */
  readonly sourceUrls?: AuditFactsPartOptions['sourceUrls'] | undefined;
  /** How long it waits before it looks again whether an audit is due. @default 60 s */
  readonly lookMs?: number;
  /** How long what is missing may still be on its way. @default 60 s */
  readonly graceMs?: number;
}

/** Injection token for {@link HourlyAuditOptions}. */
export const HOURLY_AUDIT_OPTIONS = Symbol('HourlyAuditOptions');

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Audits counters and facts once an hour, in one process of all, and keeps what it came to for the wall. */
@Injectable()
export class AuditEveryHour implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditEveryHour.name);
  private readonly loop: Loop;

  constructor(
    private readonly watermarks: RelayWatermarks,
    @Inject(KAFKA_OPTIONS) private readonly kafka: KafkaOptions,
    @Inject(HOURLY_AUDIT_OPTIONS) private readonly options: HourlyAuditOptions,
  ) {
    this.loop = new Loop({
      round: async () => void (await this.auditWhenDue()),
      restMs: options.lookMs ?? LOOK_MS,
      restFirst: true,
      onFailure: (error) => this.logger.warn(`The audit could not decide: ${String(error)}`),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** An audit that runs is not waited for: it only reads, and another hour looks again. */
  beforeApplicationShutdown(): void {
    void this.loop.stop();
  }

  /** Audits now when the last audit is an hour old and no other process is at it; answers whether it did. */
  async auditWhenDue(): Promise<boolean> {
    const lease = await Lease.take(this.options.databaseUrl, 'motcua metrics audit');
    if (!lease) return false;
    try {
      const last = await readLastAuditRun(lease.query);
      if (last && Date.now() - Date.parse(last.at) < HOUR_MS) return false;
      await this.audit(lease.query);
      return true;
    } finally {
      await lease.end();
    }
  }

  private async audit(query: Query): Promise<void> {
    const { databaseUrl, sourceUrls, graceMs = GRACE_MS } = this.options;
    const { kafka } = this;
    const counters = await auditCountersPart(databaseUrl);
    const facts = sourceUrls
      ? await auditFactsPart({ databaseUrl, sourceUrls, kafka, watermarks: this.watermarks })
      : { equal: true, differing: 0, named: [] };
    const missing = await auditMissingPart({ databaseUrl, kafka, watermarks: this.watermarks, graceMs });
    const equal = counters.equal && facts.equal && missing.equal;
    await recordAuditRun(query, {
      equal,
      differingCounters: counters.differing,
      differingFacts: facts.differing,
      missing: missing.differing,
      named: missing.named,
    });
    if (equal) return;
    const first = JSON.stringify([...counters.named, ...facts.named, ...missing.named].slice(0, 3));
    this.logger.error(
      `The audit found ${counters.differing} counters and ${facts.differing} facts that differ, and ${missing.differing} clocks, orders or invitations missing (npm run audit names them): ${first}`,
    );
  }
}
