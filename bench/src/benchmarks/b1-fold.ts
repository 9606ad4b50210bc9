import type { FreshDatabase } from '@motcua/testing';
import { sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { interleaved, roundsOf } from '../measure.ts';
import { metricsDatabase, proveProjection, wipeProjection } from '../projection.ts';
import type { FoldOutput } from '../sides/fold.ts';
import { sharesOf } from '../statements.ts';
import { count, cell, microseconds, table } from '../text.ts';
import { timed, type Run } from '../timed.ts';
import { topicSet, type TopicSet } from '../topic-set.ts';

/** A proven fold: its digest stands for all counters. */
export type FoldRun = Run<FoldOutput> & { readonly digest: string };

interface ParseOutput {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly parsed: number;
  readonly revisions: number;
}
type ParseRun = Run<ParseOutput> & { readonly digest: string };

/** Wipes the projection, folds all events of the topics and proves the outcome. */
export async function foldOnce(bench: Bench, database: FreshDatabase, set: TopicSet, replay = false): Promise<FoldRun> {
  await wipeProjection(database);
  const input = { kafka: set.kafka, databaseUrl: database.url, events: set.events, replay };
  const run = await timed<FoldOutput>(bench, 'fold', 'fold', input);
  const { digest } = await proveProjection(database, set.events);
  return { ...run, digest };
}

async function parseOnce(bench: Bench, set: TopicSet): Promise<ParseRun> {
  const input = { kafka: set.kafka, events: set.events };
  const run = await timed<ParseOutput>(bench, 'parse-only', 'parse', input);
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

function textOf(bench: Bench, set: TopicSet, fold: readonly FoldRun[], parse: readonly ParseRun[]): string {
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
    fold.map(({ output }) => output.statements),
    wall,
  );
  const batches = fold.reduce((sum, run) => sum + run.output.batches, 0) / fold.length;
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
