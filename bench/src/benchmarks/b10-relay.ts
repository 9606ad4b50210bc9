import { ensureTopics, messagingGrants, messagingMigrations, type KafkaOptions } from '@motcua/messaging';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { kafkaOf, sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { histories } from '../histories.ts';
import { interleaved, roundsOf } from '../measure.ts';
import { endOffsets } from '../offsets.ts';
import { Side } from '../side.ts';
import type { RelayOutput } from '../sides/relay.ts';
import type { Window } from '../sides/read-back.ts';
import { sharesOf } from '../statements.ts';
import { cell, count, microseconds, table } from '../text.ts';
import { timed, type Run } from '../timed.ts';

interface Order {
  readonly records: number;
  readonly doubled: number;
  readonly violations: number;
}
type OrderedRun = Run<{ readonly seconds: number; readonly cpuSeconds: number }> & { readonly order: Order };

interface Input {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: string;
  readonly events: number;
}

/** The rows that both sides send, in a table beside the outbox. */
async function stage(database: FreshDatabase, events: number): Promise<void> {
  await database.query(`create table staged (
    position bigint generated always as identity primary key,
    topic text not null, key text not null, headers jsonb not null, value text not null)`);
  await database.query('grant select on staged to public');
  for (const day of histories(events)) {
    await database.query(
      `insert into staged (topic, key, headers, value) select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::text[])`,
      [
        day.map(({ topic }) => topic),
        day.map(({ key }) => key),
        day.map(({ headers }) => JSON.stringify(headers)),
        day.map(({ value }) => value),
      ],
    );
  }
}

async function inOrder(
  input: Input,
  run: () => Promise<Run<{ readonly seconds: number; readonly cpuSeconds: number }>>,
): Promise<OrderedRun> {
  const from = await endOffsets(input.kafka);
  const timing = await run();
  const window: Window = { kafka: input.kafka, from, to: await endOffsets(input.kafka) };
  const { result: order } = await Side.once<Order>('read-back', 'order', window);
  if (order.records - order.doubled !== input.events) {
    throw new Error(`The topics have ${order.records} records (${order.doubled} doubled), not ${input.events}.`);
  }
  return { ...timing, order };
}

async function run(bench: Bench): Promise<Report> {
  const events = sized(bench, { small: 100_000, full: 300_000 });
  const kafka = kafkaOf(bench, 'relay.');
  await ensureTopics(kafka);
  const database = await freshDatabase({ migrations: messagingMigrations, grants: [messagingGrants] });
  try {
    await stage(database, events);
    const input: Input = { kafka, databaseUrl: database.url, events };
    // A broker that has only just made the topics makes clients wait.
    bench.say('warming up');
    await inOrder(input, () => timed(bench, 'produce', 'produce', input));
    const { relay, produce } = await interleaved(
      bench.rounds,
      {
        relay: async () => {
          await database.query('truncate outbox');
          await database.query('checkpoint');
          const done = await inOrder(input, () => timed<RelayOutput>(bench, 'relay', 'relay', input));
          const [left] = await database.query<{ rows: number }>('select count(*)::int as rows from outbox');
          if (left!.rows !== 0) throw new Error(`${left!.rows} rows stayed in the outbox.`);
          return done;
        },
        produce: () => inOrder(input, () => timed(bench, 'produce', 'produce', input)),
      },
      bench.say,
    );
    return reportOf(bench, events, relay, produce);
  } finally {
    await database.drop();
  }
}

function reportOf(bench: Bench, events: number, relay: readonly OrderedRun[], produce: readonly OrderedRun[]): Report {
  const rate = roundsOf(relay.map(({ perSecond }) => perSecond));
  const ratio = roundsOf(relay.map(({ perSecond }, round) => perSecond / produce[round]!.perSecond));
  const violations = relay.reduce((sum, { order }) => sum + order.violations, 0);
  const line = (name: string, runs: readonly OrderedRun[]): string[] => [
    name,
    cell(roundsOf(runs.map(({ perSecond }) => perSecond))),
    ...(['own', 'postgres', 'kafka'] as const).map((whose) =>
      microseconds(roundsOf(runs.map(({ cpu }) => (cpu[whose] / events) * 1e6))),
    ),
    count(runs.reduce((sum, { order }) => sum + order.violations, 0)),
    count(runs.reduce((sum, { order }) => sum + order.doubled, 0)),
  ];
  const wall = relay.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  const shares = sharesOf(
    relay.map(({ output }) => (output as RelayOutput).statements),
    wall,
  ).filter(({ label }) => !label.startsWith('insert'));
  const inSql = shares.reduce((sum, { share }) => sum + share, 0);
  return {
    measures: [
      { id: 'B10-ratio', value: ratio.median, unit: 'ratio', aim: '>= 0.5', spread: [ratio.min, ratio.max] },
      { id: 'B10-rate', value: rate.median, unit: 'events/s', aim: null, spread: [rate.min, rate.max] },
      { id: 'B10-order', value: violations, unit: 'violations', aim: '= 0', spread: null },
    ],
    text: `${count(events)} events of all four topics, committed to the outbox at once, until the relay has sent the last one and
deleted its row; beside the same producer (idempotent, acks all, 1,000 records a send) sending the same records from
memory. ${bench.rounds} rounds in turn. After each round the topics are read back: every event is there, and each dossier's revisions follow each other.

${table(
  ['side', 'events/s', 'own CPU/event', 'PostgreSQL CPU/event', 'Kafka CPU/event', 'out of order', 'doubled'],
  [line('relay', relay), line('kafkajs alone', produce)],
)}

Where the relay waits, one thing after the other:

${table(
  ['part', 'share of wall time'],
  [
    ...shares.map(({ label, share }) => [`\`${label}\``, `${Math.round(share * 100)} %`]),
    ['sending and the rest', `${Math.round((1 - inSql) * 100)} %`],
  ],
)}`,
  };
}

export const b10: Benchmark = { id: 'B10', title: 'The relay against kafkajs alone', run };
