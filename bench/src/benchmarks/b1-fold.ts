import type { KafkaOptions } from '@motcua/messaging';
import type { FreshDatabase } from '@motcua/testing';
import { sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { cpuOfTree, interleaved, roundsOf } from '../measure.ts';
import { metricsDatabase, proveProjection, wipeProjection } from '../projection.ts';
import { Side } from '../side.ts';
import type { FoldOutput } from '../sides/fold.ts';
import { sharesOf } from '../statements.ts';
import { count, cell, microseconds, table } from '../text.ts';
import { topicSet, type TopicSet } from '../topic-set.ts';

/** One timed run of one side. */
export interface Run {
  readonly perSecond: number;
  readonly seconds: number;
  /** CPU seconds of its own process, of PostgreSQL and of Kafka. */
  readonly cpu: { readonly own: number; readonly postgres: number; readonly kafka: number };
  readonly peakBytes: number;
  readonly statements: FoldOutput['statements'];
  readonly batches: number;
  readonly digest: string;
}

/** Times one call of a fresh side, with what it costs the servers. */
export async function timed<Output extends { readonly seconds: number; readonly cpuSeconds: number }>(
  { stack }: Bench,
  side: string,
  call: string,
  input: { readonly kafka: KafkaOptions; readonly events: number },
): Promise<Run & { readonly output: Output }> {
  const [postgres, kafka] = [stack.pidOf('postgres'), stack.pidOf('kafka')];
  const before = [cpuOfTree(postgres), cpuOfTree(kafka)] as const;
  const { result, peakBytes } = await Side.once<Output & Partial<FoldOutput>>(side, call, input);
  return {
    perSecond: input.events / result.seconds,
    seconds: result.seconds,
    cpu: { own: result.cpuSeconds, postgres: cpuOfTree(postgres) - before[0], kafka: cpuOfTree(kafka) - before[1] },
    peakBytes,
    statements: result.statements ?? {},
    batches: result.batches ?? 0,
    digest: '',
    output: result,
  };
}

/** Wipes the projection, folds all events of the topics and proves the outcome. */
export async function foldOnce(bench: Bench, database: FreshDatabase, set: TopicSet): Promise<Run> {
  await wipeProjection(database);
  const input = { kafka: set.kafka, databaseUrl: database.url, events: set.events };
  const run = await timed<FoldOutput>(bench, 'fold', 'fold', input);
  const { digest } = await proveProjection(database, set.events);
  return { ...run, digest };
}

async function parseOnce(bench: Bench, set: TopicSet): Promise<Run> {
  const run = await timed<{ seconds: number; cpuSeconds: number; parsed: number; revisions: number }>(
    bench,
    'parse-only',
    'parse',
    {
      kafka: set.kafka,
      events: set.events,
    },
  );
  if (run.output.parsed !== set.events) throw new Error(`Parsed ${run.output.parsed} events of ${set.events}.`);
  return { ...run, digest: String(run.output.revisions) };
}

/** @throws Error when rounds of the same thing came to different ends */
export function requireSame(name: string, runs: readonly { readonly digest: string }[]): void {
  if (new Set(runs.map(({ digest }) => digest)).size > 1) throw new Error(`Rounds of ${name} are not equal.`);
}

async function run(bench: Bench): Promise<Report> {
  const set = await topicSet(bench, sized(bench, { small: 100_000, full: 1_000_000 }));
  const database = await metricsDatabase();
  try {
    const { fold, parse } = await interleaved(
      bench.rounds,
      { fold: () => foldOnce(bench, database, set), parse: () => parseOnce(bench, set) },
      bench.say,
    );
    requireSame('fold', fold);
    requireSame('parse', parse);
    const rate = roundsOf(fold.map(({ perSecond }) => perSecond));
    const ratio = roundsOf(fold.map(({ perSecond }, round) => perSecond / parse[round]!.perSecond));
    return {
      measures: [
        { id: 'B1-ratio', value: ratio.median, unit: 'ratio', aim: '>= 0.3', spread: [ratio.min, ratio.max] },
        { id: 'B1-rate', value: rate.median, unit: 'events/s', aim: '> 90000', spread: [rate.min, rate.max] },
      ],
      text: textOf(bench, set, fold, parse),
    };
  } finally {
    await database.drop();
  }
}

function textOf(bench: Bench, set: TopicSet, fold: readonly Run[], parse: readonly Run[]): string {
  const perEvent = (runs: readonly Run[], whose: keyof Run['cpu']): string =>
    microseconds(roundsOf(runs.map(({ cpu }) => (cpu[whose] / set.events) * 1e6)));
  const line = (name: string, runs: readonly Run[]): string[] => [
    name,
    cell(roundsOf(runs.map(({ perSecond }) => perSecond))),
    perEvent(runs, 'own'),
    perEvent(runs, 'postgres'),
    perEvent(runs, 'kafka'),
  ];
  const wall = fold.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  const shares = sharesOf(
    fold.map(({ statements }) => statements),
    wall,
  );
  const batches = fold.reduce((sum, run) => sum + run.batches, 0) / fold.length;
  return `${count(set.events)} events (${Math.round(set.bytes / set.events)} bytes of JSON each) of all four topics over 24
partitions, folded into an empty projection in PostgreSQL (fsync on), beside a kafkajs consumer with the same fetch
settings that only parses each value. From the arrival of the first batch to the commit of the last; each side is a
process of its own, ${bench.rounds} rounds in turn. After each fold: all events in, no dead letter, counters equal to the
recount from the facts, the same digest of all counters in every round.

${table(
  ['side', 'events/s', 'own CPU/event', 'PostgreSQL CPU/event', 'Kafka CPU/event'],
  [line('metrics fold, durable', fold), line('kafkajs eachBatch, JSON.parse only', parse)],
)}

Where the fold waits (${count(batches)} batches; up to three partitions at once, so shares of the wall time may add up to
more than 100 %):

${table(
  ['statement', 'share of wall time', 'times a run'],
  shares.map(({ label, share, count: times }) => [
    `\`${label}\``,
    `${Math.round(share * 100)} %`,
    count(times / fold.length),
  ]),
)}`;
}

export const b1: Benchmark = { id: 'B1', title: 'The metrics fold, durable, against parsing only', run };
