import type { FreshDatabase } from '@motcua/testing';
import { isDeepStrictEqual } from 'node:util';
import { measureNames } from '../../../services/metrics/dist/measures/index.js';
import { sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { interleaved, roundsOf } from '../measure.ts';
import { metricsDatabase } from '../projection.ts';
import { cell, count, microseconds, table } from '../text.ts';
import { timed, type Run, type Timing } from '../timed.ts';
import { topicSet, type TopicSet } from '../topic-set.ts';
import { foldOnce } from './b1-fold.ts';

type Totals = Readonly<Record<string, number>>;
type MemoryOutput = Timing & { readonly totals: Totals };

const columns = measureNames.map((name) => name.toLowerCase());

async function totalsOf(database: FreshDatabase): Promise<Totals> {
  const sums = columns.map((column) => `sum(${column})::int as ${column}`).join(', ');
  const [totals] = await database.query<Totals>(`select ${sums} from projection.counter_agency_day`);
  return totals!;
}

async function upsertOnce(bench: Bench, database: FreshDatabase, set: TopicSet): Promise<Run> {
  await database.query('truncate heard');
  await database.query('checkpoint');
  const run = await timed<Timing>(bench, 'nest-kafka', 'upsert', { ...set, databaseUrl: database.url } as never);
  const [kept] = await database.query<{ revisions: number; topics: number }>(
    'select sum(revision)::int as revisions, count(distinct topic)::int as topics from heard',
  );
  // The revisions of a dossier begin at 1 without a gap, so the highest ones add up to the number of events.
  if (kept!.revisions !== set.events) throw new Error(`The upserts kept ${kept!.revisions} events of ${set.events}.`);
  return run;
}

async function run(bench: Bench): Promise<Report> {
  const set = await topicSet(bench, sized(bench, { small: 100_000, full: 1_000_000 }));
  const slice = await topicSet(bench, sized(bench, { small: 10_000, full: 50_000 }));
  const database = await metricsDatabase();
  try {
    await database.query(`create table heard (
      dossier_id uuid, topic text, revision int not null, state jsonb not null, primary key (dossier_id, topic))`);
    await database.query('grant select, insert, update on heard to public');
    const { fold, memory, upsert } = await interleaved(
      bench.rounds,
      {
        fold: async () => ({ ...(await foldOnce(bench, database, set)), totals: await totalsOf(database) }),
        memory: () =>
          timed<MemoryOutput>(bench, 'nest-kafka', 'memory', { ...set, databaseUrl: database.url } as never),
        upsert: () => upsertOnce(bench, database, slice),
      },
      bench.say,
    );
    memory.forEach(({ output }, round) => {
      if (isDeepStrictEqual(output.totals, fold[round]!.totals)) return;
      throw new Error(
        `In memory ${JSON.stringify(output.totals)}, in the projection ${JSON.stringify(fold[round]!.totals)}.`,
      );
    });
    return reportOf(bench, { set, slice }, { fold, memory, upsert });
  } finally {
    await database.drop();
  }
}

function reportOf(
  bench: Bench,
  { set, slice }: { readonly set: TopicSet; readonly slice: TopicSet },
  { fold, memory, upsert }: Readonly<Record<'fold' | 'memory' | 'upsert', readonly Run[]>>,
): Report {
  const against = (runs: readonly Run[]) =>
    roundsOf(fold.map(({ perSecond }, round) => perSecond / runs[round]!.perSecond));
  const [overUpsert, overMemory] = [against(upsert), against(memory)];
  const line = (name: string, runs: readonly Run[], events: number): string[] => [
    name,
    count(events),
    cell(roundsOf(runs.map(({ perSecond }) => perSecond))),
    ...(['own', 'postgres', 'kafka'] as const).map((whose) =>
      microseconds(roundsOf(runs.map(({ cpu }) => (cpu[whose] / events) * 1e6))),
    ),
  ];
  const { median: upserts, min, max } = overUpsert;
  return {
    measures: [
      { id: 'B2-over-upsert', value: upserts, unit: 'times', aim: '>= 10', spread: [min, max] },
      {
        id: 'B2-over-memory',
        value: overMemory.median,
        unit: 'times',
        aim: '> 1',
        spread: [overMemory.min, overMemory.max],
      },
    ],
    text: `The metrics fold beside NestJS's own Kafka server (\`eachMessage\`, the same fetch settings, three partitions at once), once
with one SQL upsert an event (the newest state by dossier and topic, a slice of ${count(slice.events)} events, rates compared)
and once with the fold's own facts and counters in memory only, where nothing survives the process. ${bench.rounds} rounds in turn.
After each round: the upserts have kept every event; the sums of all measures in memory are those of the projection.

${table(
  ['side', 'events', 'events/s', 'own CPU/event', 'PostgreSQL CPU/event', 'Kafka CPU/event'],
  [
    line('metrics fold, durable', fold, set.events),
    line('NestJS Kafka server, in memory', memory, set.events),
    line('NestJS Kafka server, one upsert an event', upsert, slice.events),
  ],
)}`,
  };
}

export const b2: Benchmark = { id: 'B2', title: "The metrics fold against NestJS's stock Kafka server", run };
