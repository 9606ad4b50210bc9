import { ensureTopics } from '@motcua/messaging';
import { kafkaOf, sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { percentile } from '../measure.ts';
import { metricsDatabase, proveProjection } from '../projection.ts';
import { Side } from '../side.ts';
import type { Pauses } from '../sides/members.ts';
import { count, table } from '../text.ts';

async function run(bench: Bench): Promise<Report> {
  const changes = sized(bench, { small: 2, full: 10 });
  const kafka = kafkaOf(bench, 'members.');
  await ensureTopics(kafka);
  const database = await metricsDatabase();
  try {
    bench.say(`a second member joins and leaves ${changes} times`);
    const input = { kafka, databaseUrl: database.url, changes };
    const { result } = await Side.once<Pauses>('members', 'change', input);
    await proveProjection(database, result.published);
    return reportOf(changes, result);
  } finally {
    await database.drop();
  }
}

function reportOf(changes: number, { joins, leaves, quiet, published }: Pauses): Report {
  const all = [...joins, ...leaves];
  const line = (name: string, pauses: readonly number[]): string[] => [
    name,
    count(percentile(pauses, 0.5)),
    count(percentile(pauses, 0.99)),
    count(Math.max(...pauses)),
  ];
  return {
    measures: [
      {
        id: 'B12-pause',
        value: percentile(all, 0.99),
        unit: 'ms',
        aim: null,
        spread: [Math.min(...all), Math.max(...all)],
      },
    ],
    text: `An event comes for each of the 24 partitions every 50 ms, and one follower folds them. A second follower joins the group,
and leaves it in order 4 s later, ${changes} times. A pause is the longest time without a fold of any one partition within 4 s of the
change. At the end all ${count(published)} events are folded once, and the counters equal the recount.

${table(
  ['change', 'pause p50 ms', 'p99 ms', 'longest ms'],
  [line('a member joins', joins), line('a member leaves', leaves), line('none, for comparison', quiet)],
)}`,
  };
}

export const b12: Benchmark = { id: 'B12', title: 'A member joins or leaves', run };
