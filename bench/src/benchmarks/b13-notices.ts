import { deadlineEvents } from '@motcua/contracts';
import { ensureTopics, type KafkaOptions } from '@motcua/messaging';
import { startTestIssuer, type FreshDatabase } from '@motcua/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaOf, sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { deadlinesDatabase, fallDue } from '../deadlines-database.ts';
import { interleaved, percentile, roundsOf } from '../measure.ts';
import { endOffsets, sumOf } from '../offsets.ts';
import { Side } from '../side.ts';
import type { Appended } from '../sides/read-back.ts';
import { cell, count, table } from '../text.ts';

const DUE = 10_000;
/** From the moment at which the rows are there to the second in which they fall due. */
const AHEAD_MS = 8_000;
const TOPICS = [deadlineEvents.topic];

interface Stage {
  readonly kafka: KafkaOptions;
  readonly database: FreshDatabase;
}

/** How long after the end of the second each notice stood on the topic, in milliseconds. */
interface Given {
  readonly last: number;
  readonly p50: number;
}

/** Lets deadlines fall due, and waits until each has exactly one notice on the topic. */
async function give({ kafka, database }: Stage, run: (from: number) => Promise<void>): Promise<Given> {
  const from = await endOffsets(kafka, TOPICS);
  const dueAt = new Date(Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000);
  await fallDue(database, DUE, dueAt);
  if (Date.now() >= dueAt.getTime()) throw new Error('The rows were written too late: the second had begun.');
  const endOfSecond = dueAt.getTime() + 1_000;
  await run(endOfSecond);
  let to = await endOffsets(kafka, TOPICS);
  for (let waited = 0; sumOf(to) - sumOf(from) < DUE; waited += 100) {
    if (waited > 60_000) throw new Error(`Only ${sumOf(to) - sumOf(from)} of ${DUE} notices came.`);
    await delay(100);
    to = await endOffsets(kafka, TOPICS);
  }
  // Longer than a pass takes: a second notice would have come by now.
  await delay(2_500);
  to = await endOffsets(kafka, TOPICS);
  const { result } = await Side.once<readonly Appended[]>('read-back', 'appended', { kafka, from, to });
  const dossiers = new Set(result.map(({ key }) => key));
  if (result.length !== DUE || dossiers.size !== DUE) {
    throw new Error(`${result.length} notices of ${dossiers.size} dossiers are on the topic, not ${DUE} of ${DUE}.`);
  }
  const after = result.map(({ at }) => at - endOfSecond);
  return { last: Math.max(...after), p50: percentile(after, 0.5) };
}

async function withService<T>(stage: Stage, issuer: string, replicas: number, work: () => Promise<T>): Promise<T> {
  const { kafka, database } = stage;
  const environment = {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
    OIDC_ISSUER: issuer,
  };
  const sides = Array.from({ length: replicas }, () => Side.open('deadlines'));
  try {
    await Promise.all(sides.map((side) => side.call('start', environment)));
    return await work();
  } finally {
    await Promise.all(sides.map((side) => side.call('stop', null).then(() => side.close())));
  }
}

async function run(bench: Bench): Promise<Report> {
  const few = 10_000;
  const many = sized(bench, { small: 100_000, full: 1_000_000 });
  const issuer = await startTestIssuer();
  const stages: Stage[] = [];
  const stageOf = async (name: string, open: number): Promise<Stage> => {
    bench.say(`${count(open)} open deadlines`);
    const kafka = kafkaOf(bench, `notices.${name}.`);
    await ensureTopics(kafka);
    const stage = { kafka, database: await deadlinesDatabase(open) };
    stages.push(stage);
    return stage;
  };
  try {
    const [small, large] = [await stageOf('few', few), await stageOf('many', many)];
    const service = (stage: Stage, replicas: number) => () =>
      withService(stage, issuer.url, replicas, () => give(stage, () => Promise.resolve()));
    const bare = (from: number, stage: Stage) =>
      Side.once('bare-notices', 'give', { kafka: stage.kafka, databaseUrl: stage.database.url, from });
    const rounds = await interleaved(
      bench.rounds,
      {
        few: service(small, 1),
        many: service(large, 1),
        replicas: service(large, 2),
        bare: () => give(large, async (from) => void (await bare(from, large))),
      },
      bench.say,
    );
    return reportOf(bench, { few, many }, rounds);
  } finally {
    await issuer.stop();
    await Promise.all(stages.map(({ database }) => database.drop()));
  }
}

type Rounds = Readonly<Record<'few' | 'many' | 'replicas' | 'bare', readonly Given[]>>;

function reportOf(bench: Bench, { few, many }: { few: number; many: number }, rounds: Rounds): Report {
  const last = (name: keyof Rounds) => roundsOf(rounds[name].map((given) => given.last));
  const growth = roundsOf(rounds.many.map((given, round) => given.last / rounds.few[round]!.last));
  const overBare = roundsOf(rounds.many.map((given, round) => given.last / rounds.bare[round]!.last));
  const line = (title: string, name: keyof Rounds): string[] => [
    title,
    cell(roundsOf(rounds[name].map(({ p50 }) => p50))),
    cell(last(name)),
  ];
  const all = last('many');
  return {
    measures: [
      { id: 'B13-last', value: all.median, unit: 'ms', aim: '< 5000', spread: [all.min, all.max] },
      { id: 'B13-growth', value: growth.median, unit: 'ratio', aim: null, spread: [growth.min, growth.max] },
      { id: 'B13-over-bare', value: overBare.median, unit: 'times', aim: null, spread: [overBare.min, overBare.max] },
    ],
    text: `${count(DUE)} of the open deadlines fall due within one second. Measured from the end of that second to the broker's
time of each notice, with the running service, its schedule and its relay; beside them one statement that marks all rows
and a producer that sends from memory. ${bench.rounds} rounds in turn. After each round the topic has exactly one notice for each dossier.

${table(
  ['open deadlines', 'half of the notices after ms', 'the last one after ms'],
  [
    line(count(few), 'few'),
    line(count(many), 'many'),
    line(`${count(many)}, two replicas`, 'replicas'),
    line(`${count(many)}, bare statement and producer`, 'bare'),
  ],
)}`,
  };
}

export const b13: Benchmark = { id: 'B13', title: 'Ten thousand notices in one second', run };
