import { Statement, type Tx } from '@motcua/persistence';
import { LIVE_SCHEMA, perSchema, type Query } from '../projection/index.js';

/** How far one partition is folded: the row whose lock makes a fold the only one. */
export interface Progress {
  readonly partition: number;
  /** The Kafka cluster whose offsets these are; null before the first fold. */
  readonly clusterId: string | null;
  readonly contributionsVersion: number | null;
  /** By logical topic: the first offset that is not folded. */
  readonly nextOffsets: Readonly<Record<string, number>>;
  /** Counts the folds; another number than this process wrote last means that another process folded. */
  readonly folds: number;
}

interface ProgressRow {
  readonly partition: number;
  readonly cluster_id: string | null;
  readonly contributions_version: number | null;
  readonly next_offsets: Record<string, number>;
  readonly folds: string;
}

const COLUMNS = 'partition, cluster_id, contributions_version, next_offsets, folds';

const progressOf = (row: ProgressRow): Progress => ({
  partition: row.partition,
  clusterId: row.cluster_id,
  contributionsVersion: row.contributions_version,
  nextOffsets: row.next_offsets,
  folds: Number(row.folds),
});

export async function readProgress(query: Query, schema = LIVE_SCHEMA): Promise<Progress[]> {
  const rows = await query<ProgressRow>(`select ${COLUMNS} from ${schema}.progress order by partition`);
  return rows.map(progressOf);
}

const statementsOf = perSchema((schema) => ({
  lock: new Statement<ProgressRow>(`select ${COLUMNS} from ${schema}.progress where partition = $1 for update`),
  advance: new Statement(`
    update ${schema}.progress set
      next_offsets = next_offsets || jsonb_build_object($2::text, $3::bigint),
      events = events + $4,
      appended_at = greatest(appended_at, $5),
      cluster_id = $6,
      contributions_version = $7,
      folds = folds + 1,
      folded_at = now()
    where partition = $1`),
}));

/** Takes the partition for this transaction; waits while another one has it. */
export async function lockProgress(tx: Tx, partition: number, schema = LIVE_SCHEMA): Promise<Progress> {
  const [row] = await statementsOf(schema).lock.run(tx, [partition]);
  return progressOf(row!);
}

export interface Advance {
  readonly partition: number;
  readonly topic: string;
  readonly nextOffset: number;
  readonly events: number;
  readonly appendedAt: Date;
  readonly clusterId: string;
  readonly contributionsVersion: number;
}

export async function advanceProgress(tx: Tx, advance: Advance, schema = LIVE_SCHEMA): Promise<void> {
  await statementsOf(schema).advance.run(tx, [
    advance.partition,
    advance.topic,
    advance.nextOffset,
    advance.events,
    advance.appendedAt,
    advance.clusterId,
    advance.contributionsVersion,
  ]);
}
