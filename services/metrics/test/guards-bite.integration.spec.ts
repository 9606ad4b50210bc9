import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox, type FollowedBatch } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import fc from 'fast-check';
import type { PoolClient, QueryConfig } from 'pg';
import { DataSource } from 'typeorm';
import { FoldBatch } from '../src/folding/fold-batch.js';
import type { Query } from '../src/projection/query.js';
import { auditCounters, type DifferingCounter } from '../src/proof/audit-counters.js';
import { anyFate } from './support/fates.js';
import { historyOf } from './support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from './support/projection.js';
import { recordOf, topicOf } from './support/records.js';

/** The guard of the fold is taken away once: the audit notices, and with the guard in its place it finds nothing. */

const PARTITION = 5;
const AFTER_EVERYTHING = Date.UTC(2025, 0, 1);

let projection: FreshProjection;
let processes: readonly DataSource[];

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
});
beforeEach(async () => {
  await projection.wipe();
  const open = () => new DataSource({ type: 'postgres', url: projection.database.url }).initialize();
  processes = await Promise.all([open(), open()]);
});
afterEach(() => Promise.all(processes.map((process) => process.destroy())));
afterAll(() => projection.drop());

/** One batch a topic. */
function batchesOf(dossiers: number): FollowedBatch[] {
  const events = fc.sample(anyFate, { numRuns: dossiers, seed: 7 }).flatMap((fate) => historyOf(fate));
  return [...Map.groupBy(events, topicOf)].map(([topic, published]) =>
    batchOf(
      topic,
      PARTITION,
      published.map((event, offset) => recordOf(event, offset)),
    ),
  );
}

/** What the audit finds after each process was given the same batches at the same time. */
async function foundAfterFoldingTwice(): Promise<readonly DifferingCounter[]> {
  const folders = processes.map((process) => {
    const unitOfWork = new UnitOfWork(process);
    return new FoldBatch(unitOfWork, new Outbox(unitOfWork));
  });
  for (const batch of batchesOf(40)) await Promise.all(folders.map((folder) => folder.fold(batch)));
  const query = projection.dataSource.query.bind(projection.dataSource) as Query;
  return auditCounters(query, AFTER_EVERYTHING);
}

/** Whoever arrives first waits for the other one. */
function meetingOfTwo(): () => Promise<void> {
  let first: (() => void) | undefined;
  return () =>
    new Promise((resolve) => {
      first?.();
      if (first) resolve();
      first = first ? undefined : resolve;
    });
}

const asksForProgress = ({ text }: QueryConfig): boolean => /from projection\.progress .* for update/.test(text);
const storesProgress = ({ text }: QueryConfig): boolean => /update projection\.progress/.test(text);
const loadsFacts = ({ text }: QueryConfig): boolean => /from projection\.fact\b/.test(text);

type Run = (asked: QueryConfig) => Promise<{ readonly rows: readonly object[] }>;

/** Lets the prepared statements of a process pass through `pass` on their way to PostgreSQL. */
function intercept(process: DataSource, pass: (asked: QueryConfig, run: Run) => ReturnType<Run>): void {
  const openSession = process.createQueryRunner.bind(process);
  const createQueryRunner = () => {
    const session = openSession();
    const connect = session.connect.bind(session) as () => Promise<PoolClient>;
    const query = async (asked: string | QueryConfig, parameters?: unknown[]) => {
      const client = await connect();
      return typeof asked === 'string'
        ? client.query(asked, parameters)
        : pass(asked, (passed) => client.query(passed));
    };
    return Object.assign(session, { connect: async () => ({ query }) });
  };
  Object.assign(process, { createQueryRunner });
}

/** Both processes ask for the progress row at the same moment. */
function withProgressRow(): void {
  const bothAsk = meetingOfTwo();
  for (const process of processes) {
    intercept(process, async (asked, run) => {
      if (asksForProgress(asked)) await bothAsk();
      return run(asked);
    });
  }
}

/** Nothing is locked, no offset is known and none is stored; both processes have loaded the facts before either writes. */
function withoutProgressRow(): void {
  const bothHaveLoaded = meetingOfTwo();
  for (const process of processes) {
    intercept(process, async (asked, run) => {
      if (storesProgress(asked)) return { rows: [] };
      if (asksForProgress(asked)) {
        const { rows } = await run({ text: asked.text.replace('for update', ''), values: asked.values! });
        return { rows: rows.map((row) => ({ ...row, next_offsets: {} })) };
      }
      const result = await run(asked);
      if (loadsFacts(asked)) await bothHaveLoaded();
      return result;
    });
  }
}

describe('the audit of counters, when two processes fold the same batches at the same time', () => {
  it('finds nothing with the progress row as it is', async () => {
    withProgressRow();
    expect(await foundAfterFoldingTwice()).toEqual([]);
  });

  it('sees every counter doubled without the progress row', async () => {
    withoutProgressRow();
    const found = await foundAfterFoldingTwice();
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ counted }) => counted)).toEqual(found.map(({ recounted }) => 2 * Number(recounted)));
  });
});
