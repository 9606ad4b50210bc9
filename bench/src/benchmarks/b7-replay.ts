import type { FreshDatabase } from '@motcua/testing';
import { sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { roundsOf } from '../measure.ts';
import { metricsDatabase, wipeProjection } from '../projection.ts';
import { cell, count, table } from '../text.ts';
import { topicSet, type TopicSet } from '../topic-set.ts';
import { foldOnce, requireSame, type FoldRun } from './b1-fold.ts';

const MEBIBYTE = 2 ** 20;
const MOST_ROUNDS = 3;

interface Replay extends FoldRun {
  /** From the start of the wipe to the proven end: with the process's start, joining the group and the proof. */
  readonly wholeSeconds: number;
}

async function replay(bench: Bench, database: FreshDatabase, set: TopicSet): Promise<Replay> {
  const startedAt = performance.now();
  const fold = await foldOnce(bench, database, set, true);
  return { ...fold, wholeSeconds: (performance.now() - startedAt) / 1_000 };
}

async function replays(bench: Bench, database: FreshDatabase, events: number, rounds: number): Promise<Replay[]> {
  const set = await topicSet(bench, events);
  const done: Replay[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bench.say(`replay ${round} of ${rounds}: ${events} events`);
    done.push(await replay(bench, database, set));
  }
  requireSame('replay', done);
  return done;
}

async function run(bench: Bench): Promise<Report> {
  const sizes = {
    fewer: sized(bench, { small: 100_000, full: 1_000_000 }),
    more: sized(bench, { small: 300_000, full: 5_000_000 }),
  };
  const database = await metricsDatabase();
  try {
    const fewer = await replays(bench, database, sizes.fewer, Math.min(bench.rounds, MOST_ROUNDS));
    const more = await replays(bench, database, sizes.more, 1);
    await wipeProjection(database);
    return reportOf(sizes, fewer, more);
  } finally {
    await database.drop();
  }
}

function reportOf(
  sizes: { readonly fewer: number; readonly more: number },
  fewer: readonly Replay[],
  more: readonly Replay[],
): Report {
  const rate = roundsOf(fewer.map(({ wholeSeconds }) => sizes.fewer / wholeSeconds));
  const peakOf = (replays: readonly Replay[]) => roundsOf(replays.map(({ peakBytes }) => peakBytes / MEBIBYTE));
  const [peak, peakOfMore] = [peakOf(fewer), peakOf(more)];
  const line = (events: number, runs: readonly Replay[]): string[] => [
    count(events),
    cell(roundsOf(runs.map(({ wholeSeconds }) => events / wholeSeconds))),
    cell(roundsOf(runs.map(({ perSecond }) => perSecond))),
    cell(roundsOf(runs.map(({ wholeSeconds, seconds }) => wholeSeconds - seconds))),
    cell(peakOf(runs)),
  ];
  return {
    measures: [
      { id: 'B7-rate', value: rate.median, unit: 'events/s', aim: '>= 60000', spread: [rate.min, rate.max] },
      { id: 'B7-peak', value: peak.median, unit: 'MiB', aim: null, spread: [peak.min, peak.max] },
      { id: 'B7-peak-of-more', value: peakOfMore.median, unit: 'MiB', aim: null, spread: null },
      { id: 'B7-peak-growth', value: peakOfMore.median / peak.median, unit: 'ratio', aim: '<= 1.1', spread: null },
    ],
    text: `The projection is wiped and all topics are folded again from their start, until the counters are proven equal to the
recount from the facts. The rate is that of the whole: wipe, start of a process, joining the group, folding, proof. The
peak is the highest resident memory of the folding process; ${count(sizes.more)} events beside ${count(sizes.fewer)} show
whether it grows with them.

${table(
  ['events', 'events/s, whole', 'events/s, folding only', 'seconds beside folding', 'peak MiB'],
  [line(sizes.fewer, fewer), line(sizes.more, more)],
)}`,
  };
}

export const b7: Benchmark = { id: 'B7', title: 'Wipe and replay', run };
