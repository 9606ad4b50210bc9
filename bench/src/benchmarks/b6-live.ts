import { dossierEvents } from '@motcua/contracts';
import { ensureTopics, messagingGrants, messagingMigrations, type KafkaOptions } from '@motcua/messaging';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaOf, sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { LiveWatch } from '../live-watch.ts';
import { percentile, roundsOf } from '../measure.ts';
import { endOffsets } from '../offsets.ts';
import { metricsDatabase, proveProjection } from '../projection.ts';
import { Side } from '../side.ts';
import type { Committed } from '../sides/counter.ts';
import type { Appended } from '../sides/read-back.ts';
import { cell, table } from '../text.ts';

const RATES = [100, 1_000] as const;
const AIMS = { 100: '< 500', 1000: '< 1000' } as const;
const MOST_ROUNDS = 3;
const HOPS = ['commit to broker', 'broker to folded', 'folded to read for a frame', 'read to client'] as const;

/** One event's way: milliseconds of each hop, and all of them. */
interface Way {
  readonly hops: readonly number[];
  readonly whole: number;
}

interface Live {
  readonly kafka: KafkaOptions;
  readonly url: string;
  readonly counter: Side;
  readonly projection: FreshDatabase;
  readonly stop: () => Promise<void>;
}

async function startLive(bench: Bench): Promise<Live> {
  const kafka = kafkaOf(bench, 'live.');
  await ensureTopics(kafka);
  const projection = await metricsDatabase();
  const outbox = await freshDatabase({ migrations: messagingMigrations, grants: [messagingGrants] });
  const [metrics, counter] = [Side.open('metrics'), Side.open('counter')];
  const { result: url } = await metrics.call<string>('start', {
    DATABASE_URL: projection.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
    REDIS_URL: bench.stack.endpoints.REDIS_URL,
    REDIS_PREFIX: 'bench:',
    OIDC_ISSUER: 'http://127.0.0.1:1',
  });
  await counter.call('start', { kafka: { ...kafka, clientId: 'intake' }, databaseUrl: outbox.url });
  const stop = async (): Promise<void> => {
    for (const side of [counter, metrics]) await side.call('stop', null).finally(() => side.close());
    await projection.drop();
    await outbox.drop();
  };
  return { kafka, url, counter, projection, stop };
}

/** Accepts dossiers at a rate and follows each one to the client. @throws Error when one does not arrive */
async function ways(live: Live, perSecond: number, seconds: number, before: number): Promise<readonly Way[]> {
  const watch = await LiveWatch.open(live.url, live.projection);
  try {
    const from = await endOffsets(live.kafka, [dossierEvents.topic]);
    const { result: committed } = await live.counter.call<readonly Committed[]>('accept', { perSecond, seconds });
    const expected = before + committed.length;
    for (let looks = 0; watch.open < expected; looks += 1) {
      if (looks > 600) throw new Error(`The client saw ${watch.open} dossiers of ${expected}.`);
      await delay(100);
    }
    if (watch.open !== expected) throw new Error(`The client saw ${watch.open} dossiers, more than ${expected}.`);
    const to = await endOffsets(live.kafka, [dossierEvents.topic]);
    const window = { kafka: live.kafka, from, to };
    const { result: appended } = await Side.once<readonly Appended[]>('read-back', 'appended', window);
    await proveProjection(live.projection, expected);
    return waysOf(committed, appended, watch);
  } finally {
    await watch.stop();
  }
}

function waysOf(committed: readonly Committed[], appended: readonly Appended[], watch: LiveWatch): readonly Way[] {
  const byKey = new Map(appended.map((record) => [record.key, record]));
  return committed.map(({ dossierId, committedAt }) => {
    const { partition, offset, at } = byKey.get(dossierId)!;
    const { foldedAt, readAt, receivedAt } = watch.visible(partition, offset)!;
    const times = [committedAt, at, foldedAt, readAt, receivedAt];
    return { hops: times.slice(1).map((time, hop) => time - times[hop]!), whole: receivedAt - committedAt };
  });
}

async function run(bench: Bench): Promise<Report> {
  const seconds = sized(bench, { small: 5, full: 30 });
  const rounds = Math.min(bench.rounds, MOST_ROUNDS);
  const live = await startLive(bench);
  try {
    bench.say('warming up');
    let accepted = (await ways(live, 100, 3, 0)).length;
    const all = new Map<number, (readonly Way[])[]>(RATES.map((rate) => [rate, []]));
    for (let round = 1; round <= rounds; round += 1) {
      for (const rate of RATES) {
        bench.say(`round ${round} of ${rounds}: ${rate} events/s for ${seconds} s`);
        const found = await ways(live, rate, seconds, accepted);
        accepted += found.length;
        all.get(rate)!.push(found);
      }
    }
    return reportOf({ rounds, seconds }, all);
  } finally {
    await live.stop();
  }
}

function reportOf(
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  all: ReadonlyMap<number, readonly (readonly Way[])[]>,
): Report {
  const at = (rate: number, part: number, of: (way: Way) => number) =>
    roundsOf(all.get(rate)!.map((found) => percentile(found.map(of), part)));
  const measures = RATES.flatMap((rate) =>
    (
      [
        ['p50', 0.5, null],
        ['p99', 0.99, AIMS[rate]],
      ] as const
    ).map(([name, part, aim]) => {
      const { median, min, max } = at(rate, part, ({ whole }) => whole);
      return { id: `B6-${rate}-${name}`, value: median, unit: 'ms', aim, spread: [min, max] as const };
    }),
  );
  const rows = RATES.flatMap((rate) => [
    ...HOPS.map((hop, index) => [
      `${rate}/s`,
      hop,
      ...[0.5, 0.99].map((part) => cell(at(rate, part, ({ hops }) => hops[index]!))),
    ]),
    [`${rate}/s`, '**commit to client**', ...[0.5, 0.99].map((part) => cell(at(rate, part, ({ whole }) => whole)))],
  ]);
  return {
    measures,
    text: `The metrics service and one producing service's outbox and relay, each a process of its own, with Kafka, PostgreSQL, Redis
and the client on the same machine. Dossiers are accepted at a steady rate for ${seconds} s, each event in a transaction of its own;
for every one of them the time from the confirmed commit to the frame at the SSE client that first counts it. ${rounds} rounds, the
rates in turn. Afterwards the client shows exactly the dossiers that were accepted, and counters equal the recount. The
moment of the fold is seen by asking every 20 ms, so two neighbouring hops may be off by that much, against each other.

${table(['rate', 'hop', 'p50 ms', 'p99 ms'], rows)}`,
  };
}

export const b6: Benchmark = { id: 'B6', title: 'From the commit to the wall', run };
