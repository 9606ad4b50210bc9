import type { KafkaOptions } from '@motcua/messaging';
import type { Client } from 'pg';
import type { HeardWatermarks } from '../freshness/index.js';
import { queryOf } from '../projection/index.js';
import { auditCounters, type DifferingCounter } from './audit-counters.js';
import { type AuditedSource, auditedSources, auditFacts, type DifferingFact } from './audit-facts.js';
import { FoldBarrier } from './fold-barrier.js';
import { countFacts } from './recount-counters.js';
import { openReader } from './slice-reader.js';

/** One of the proofs: how much was compared, how much differs, and the first that do. */
export interface AuditPart<Differing> {
  readonly equal: boolean;
  readonly compared: number;
  readonly differing: number;
  /** The first of them. */
  readonly named: readonly Differing[];
}

export type SourceUrls = Readonly<Partial<Record<AuditedSource['service'], string>>>;

const NAMED = 20;

/** Collects what differs: all are counted, the first are named. */
export class Findings<Differing> {
  private readonly named: Differing[] = [];
  private count = 0;

  constructor(private readonly most = NAMED) {}

  add(differing: Differing): void {
    this.count += 1;
    if (this.named.length < this.most) this.named.push(differing);
  }

  part(compared: number): AuditPart<Differing> {
    return { equal: this.count === 0, compared, differing: this.count, named: this.named };
  }
}

/** Works with sessions for reading, one an address, and ends them. */
export async function withReaders<Result>(
  urls: readonly string[],
  work: (...readers: Client[]) => Promise<Result>,
): Promise<Result> {
  const readers: Client[] = [];
  try {
    for (const url of urls) readers.push(await openReader(url, 'motcua audit'));
    return await work(...readers);
  } finally {
    await Promise.all(readers.map((reader) => reader.end().catch(() => undefined)));
  }
}

/** (a) Every counter, and the gauges of this moment, beside the facts, in one snapshot. */
export async function auditCountersPart(databaseUrl: string): Promise<AuditPart<DifferingCounter>> {
  return withReaders([databaseUrl], async (reader) => {
    const query = queryOf(reader!);
    await query('begin isolation level repeatable read read only');
    const facts = await countFacts(query);
    const findings = new Findings<DifferingCounter>();
    for (const differing of await auditCounters(query, Date.now())) findings.add(differing);
    await query('commit');
    return findings.part(facts);
  });
}

export interface AuditFactsPartOptions {
  readonly databaseUrl: string;
  readonly sourceUrls: Readonly<Record<AuditedSource['service'], string>>;
  readonly kafka: KafkaOptions;
  readonly watermarks: HeardWatermarks;
}

/** (b) Each fact beside the row of its service, one service after the other. */
export async function auditFactsPart(options: AuditFactsPartOptions): Promise<AuditPart<DifferingFact>> {
  const { databaseUrl, sourceUrls, kafka, watermarks } = options;
  const findings = new Findings<DifferingFact>();
  let compared = 0;
  for (const source of auditedSources) {
    const url = sourceUrls[source.service];
    compared += await withReaders([databaseUrl, url, databaseUrl, url], (facts, rows, laterFacts, laterRows) => {
      const barrier = new FoldBarrier({ kafka, watermarks, query: queryOf(laterFacts!) });
      return auditFacts(source, {
        streaming: { projection: facts!, service: rows! },
        looking: { projection: laterFacts!, service: laterRows! },
        whenFolded: ({ service, topic }) => barrier.passed(service, topic),
        onDiffering: (differing) => findings.add(differing),
      });
    });
  }
  return findings.part(compared);
}
