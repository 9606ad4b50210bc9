import type { KafkaOptions } from '@motcua/messaging';
import { Client } from 'pg';
import { CONTRIBUTIONS_VERSION } from '../measures/index.js';
import { type Query, queryOf } from '../projection/index.js';
import { readProgress } from './progress-store.js';
import { readEnds, type ReplayTargets, ReplayTopics } from './replay-topics.js';
import { claimShadows, dropShadow, holdFolds, makeShadow, PREVIOUS_SCHEMA, swapIn } from './shadow-schema.js';

export interface ReplayAndSwapOptions {
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly kafka: KafkaOptions;
  /** Called after each batch with the number of records that this replay has folded. @default nothing */
  readonly onFolded?: (records: number) => void;
  /** Called with one line on what comes next. @default nothing */
  readonly onStep?: (line: string) => void;
}

const SHADOW_SCHEMA = 'projection_shadow';

/**
 * Builds a projection from the topics' first records with the present `contributions`, while the live one is served,
 * and puts it in its place in one transaction. The old one stays as `projection_previous` until the next replay.
 * @throws AppError `replay-under-way`, `topic-start-cut-off`, `topic-shorter-than-projection`; the live projection is as it
 * was then
 */
export async function replayAndSwap(options: ReplayAndSwapOptions): Promise<void> {
  const owner = new Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 10_000 });
  await owner.connect();
  const query = queryOf(owner);
  try {
    await claimShadows(query);
    await replayIntoShadow(query, options).finally(() => dropShadow(query, SHADOW_SCHEMA));
  } finally {
    await owner.end();
  }
}

async function replayIntoShadow(query: Query, options: ReplayAndSwapOptions): Promise<void> {
  const { databaseUrl, kafka, onStep = () => undefined } = options;
  const role = decodeURIComponent(new URL(databaseUrl).username);
  await dropShadow(query, PREVIOUS_SCHEMA);
  await makeShadow(query, SHADOW_SCHEMA, { role, lasting: true });
  const live = await liveTargets(query, kafka);
  const replay = await ReplayTopics.open({
    ...options,
    schema: SHADOW_SCHEMA,
    // What the live fold has passed became a dead letter then; where it stands still, nobody else writes any.
    writesDeadLetter: (topic, partition, offset) =>
      live.standsStill && offset >= (live.folded.get(partition)?.[topic] ?? 0),
  });
  try {
    onStep('Replaying the topics from their first records; the live figures are served meanwhile.');
    await replay.upTo(live.targets);
    await replay.upTo((await liveTargets(query, kafka)).targets);
    await swap(query, replay, kafka, onStep);
  } finally {
    await replay.close();
  }
}

async function swap(
  query: Query,
  replay: ReplayTopics,
  kafka: KafkaOptions,
  onStep: (line: string) => void,
): Promise<void> {
  onStep('Swapping: folding pauses until the new projection is as far as the live one.');
  await query('begin');
  try {
    await holdFolds(query);
    await replay.upTo((await liveTargets(query, kafka)).targets);
    await swapIn(query, SHADOW_SCHEMA);
    await query('commit');
  } catch (error) {
    await query('rollback');
    throw error;
  }
}

interface Live {
  readonly folded: ReplayTargets;
  /** Counters of another version, which nobody adds to any more. */
  readonly standsStill: boolean;
  /** As far as the live one has folded, or to the ends of the topics where it stands still. */
  readonly targets: ReplayTargets;
}

async function liveTargets(query: Query, kafka: KafkaOptions): Promise<Live> {
  const progress = await readProgress(query);
  const folded = new Map(progress.map(({ partition, nextOffsets }) => [partition, nextOffsets]));
  const standsStill = progress.every(
    ({ contributionsVersion: version }) => version === null || version !== CONTRIBUTIONS_VERSION,
  );
  return { folded, standsStill, targets: standsStill ? await readEnds(kafka) : folded };
}
