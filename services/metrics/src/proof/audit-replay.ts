import type { KafkaOptions } from '@motcua/messaging';
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import type { SliceName } from '../facts/index.js';
import {
  claimShadows,
  dropShadow,
  makeShadow,
  readAllCounters,
  readProgress,
  type ReplayTargets,
  ReplayTopics,
} from '../folding/index.js';
import { measureNames } from '../measures/index.js';
import { LIVE_SCHEMA, type Query, queryOf } from '../projection/index.js';
import { auditedSources, pairs } from './audit-facts.js';
import { type AuditPart, Findings, withReaders } from './audit.js';
import { streamSlice } from './slice-reader.js';

/** What a replay of the topics says otherwise than the live projection. */
export type DifferingReplay =
  | {
      readonly dossierId: string;
      readonly slice: SliceName;
      readonly live: number | null;
      readonly replayed: number | null;
    }
  | { readonly counter: string; readonly measures: readonly string[] };

export interface AuditReplayOptions {
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly kafka: KafkaOptions;
  readonly onFolded?: (records: number) => void;
}

const AUDIT_SCHEMA = 'projection_audit';

/**
 * (c) A replay of the topics beside the live projection, both at the same offsets: the replay first comes near, then a
 * snapshot of the live projection says where exactly to stop.
 * @throws AppError `replay-under-way`, retryable
 */
export async function auditReplayPart(options: AuditReplayOptions): Promise<AuditPart<DifferingReplay>> {
  const owner = new Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 10_000 });
  await owner.connect();
  const query = queryOf(owner);
  try {
    await claimShadows(query);
    return await replayBeside(query, options).finally(() => dropShadow(query, AUDIT_SCHEMA));
  } finally {
    await owner.end();
  }
}

async function replayBeside(query: Query, options: AuditReplayOptions): Promise<AuditPart<DifferingReplay>> {
  const { databaseUrl } = options;
  const role = decodeURIComponent(new URL(databaseUrl).username);
  await makeShadow(query, AUDIT_SCHEMA, { role, lasting: false });
  const replay = await ReplayTopics.open({ ...options, schema: AUDIT_SCHEMA, writesDeadLetter: () => false });
  try {
    return await compareAtSameOffsets(replay, databaseUrl);
  } finally {
    await replay.close();
  }
}

async function compareAtSameOffsets(replay: ReplayTopics, databaseUrl: string): Promise<AuditPart<DifferingReplay>> {
  return withReaders([databaseUrl, databaseUrl, databaseUrl], async (holder, live, replayed) => {
    const query = queryOf(holder!);
    await replay.upTo(await targetsOf(query));
    await query('begin isolation level repeatable read read only');
    const [held] = await query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
    await replay.upTo(await targetsOf(query));
    const findings = new Findings<DifferingReplay>();
    let compared = 0;
    for (const { slice } of auditedSources) {
      const liveFacts = streamSlice(live!, slice, { snapshot: held!.snapshot });
      const replayedFacts = streamSlice(replayed!, slice, { schema: AUDIT_SCHEMA });
      for await (const { dossierId, fact, row } of pairs(liveFacts, replayedFacts)) {
        compared += 1;
        if (isDeepStrictEqual(fact?.state, row?.state)) continue;
        findings.add({ dossierId, slice, live: fact?.revision ?? null, replayed: row?.revision ?? null });
      }
    }
    const liveCounters = await readAllCounters(query, LIVE_SCHEMA);
    const replayedCounters = await readAllCounters(queryOf(replayed!), AUDIT_SCHEMA);
    for (const counter of new Set([...liveCounters.keys(), ...replayedCounters.keys()])) {
      const [one, other] = [liveCounters.get(counter), replayedCounters.get(counter)];
      const measures = measureNames.filter((_, code) => (one?.[code] ?? 0) !== (other?.[code] ?? 0));
      if (measures.length > 0) findings.add({ counter, measures });
    }
    await query('commit');
    return findings.part(compared);
  });
}

/** As far as the live projection has folded. */
export async function targetsOf(query: Query): Promise<ReplayTargets> {
  return new Map((await readProgress(query)).map(({ partition, nextOffsets }) => [partition, nextOffsets]));
}
