import type { KafkaOptions } from '@motcua/messaging';
import { setTimeout as delay } from 'node:timers/promises';
import type { HeardWatermarks } from '../freshness/index.js';
import type { MissingPart } from '../ledgers/index.js';
import { type Query, queryOf } from '../projection/index.js';
import { auditedSources } from './audit-facts.js';
import { type AuditPart, Findings, withReaders } from './audit.js';
import { FoldBarrier } from './fold-barrier.js';
import { readMissing } from './missing-reader.js';
import { countFacts } from './recount-counters.js';

export interface AuditMissingOptions {
  readonly databaseUrl: string;
  readonly kafka: KafkaOptions;
  readonly watermarks: HeardWatermarks;
  /** How long what is missing may still be on its way. @default 60 s */
  readonly graceMs?: number;
}

export const GRACE_MS = 60_000;
const NAMED_MISSING = 100;

/**
 * (d) What dossiers should have brought about in deadlines, payments and surveys, and have not. What is missing at first
 * sight may be on its way: it is looked at again when its service has taken in, sent and seen folded all that there was, or
 * when the grace is over. So the events of a moment are no alarm, and those of a consumer that is stuck are.
 */
export async function auditMissingPart(options: AuditMissingOptions): Promise<AuditPart<MissingPart>> {
  return withReaders([options.databaseUrl], async (reader) => {
    const query = queryOf(reader!);
    const facts = await countFacts(query);
    const suspects = await readMissing(query);
    const findings = new Findings<MissingPart>(NAMED_MISSING);
    if (suspects.length > 0) {
      await onceTakenIn(query, new Set(suspects.map(({ service }) => service)), options);
      const ids = [...new Set(suspects.map(({ dossierId }) => dossierId))];
      const seenBefore = new Set(suspects.map(keyOf));
      for (const missing of await readMissing(query, ids)) if (seenBefore.has(keyOf(missing))) findings.add(missing);
    }
    return findings.part(facts);
  });
}

const keyOf = ({ dossierId, missing }: MissingPart): string => `${dossierId} ${missing}`;

/** Never longer than the grace: a service that does not come to the end of it is what the audit is to name. */
async function onceTakenIn(
  query: Query,
  services: ReadonlySet<MissingPart['service']>,
  { kafka, watermarks, graceMs = GRACE_MS }: AuditMissingOptions,
): Promise<void> {
  const over = new AbortController();
  const barrier = new FoldBarrier({ kafka, watermarks, query, limitMs: graceMs });
  const passed = async (): Promise<void> => {
    for (const { service, topic } of auditedSources) {
      if (service === 'intake' || !services.has(service)) continue;
      await barrier.takenIn(service);
      await barrier.passed(service, topic);
    }
  };
  const grace = delay(graceMs, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    // Where the barrier does not know, the grace period decides.
    await Promise.race([passed().catch(() => grace), grace]);
  } finally {
    over.abort();
  }
}
