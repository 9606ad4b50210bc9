import { ensureTopics, type KafkaOptions } from '@motcua/messaging';
import { startTestIssuer, type FreshDatabase, type TestIssuer } from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaOf, sized, type Bench, type Benchmark, type Report } from '../context.ts';
import { bareAcceptOf, handIn, intakeDatabase, proveAccepted } from '../intake-database.ts';
import { interleaved, roundsOf } from '../measure.ts';
import { endOffsets, sumOf } from '../offsets.ts';
import { Side } from '../side.ts';
import { cell, count, microseconds, table } from '../text.ts';
import type { Times } from '../time-all.ts';
import { withServerCpu } from '../timed.ts';

const CONCURRENCY = 16;
const PER_SECOND = 200;

interface Round extends Times {
  readonly perSecond: number;
  readonly cpu: { readonly own: number; readonly client: number; readonly postgres: number };
}

/** The service in a process of its own, with what it takes to ask it. */
interface Intake {
  readonly side: Side;
  readonly url: string;
  readonly token: string;
  readonly kafka: KafkaOptions;
  readonly database: FreshDatabase;
}

class Accepting {
  readonly #bench: Bench;
  readonly #intake: Intake;
  readonly #bare: FreshDatabase;
  #accepted = 0;
  #acceptedBare = 0;

  constructor(bench: Bench, intake: Intake, bare: FreshDatabase) {
    this.#bench = bench;
    this.#intake = intake;
    this.#bare = bare;
  }

  async overHttp(dossiers: number, how: { readonly concurrency: number } | { readonly perSecond: number }) {
    const { side, url, token, database } = this.#intake;
    const dossierIds = (await handIn(database, dossiers)).map(({ dossierId }) => dossierId);
    const call = 'concurrency' in how ? 'atOnce' : 'atRate';
    await side.call('mark', null);
    const { result, postgres } = await withServerCpu(this.#bench, () =>
      Side.once<Times>('officers', call, { url, token, dossierIds, ...how }),
    );
    const own = (await side.call<number>('cpuSinceMark', null)).result;
    await this.#prove(dossiers);
    return this.#roundOf(dossiers, result.result, { own, client: result.result.cpuSeconds, postgres });
  }

  async withoutHttp(dossiers: number): Promise<Round> {
    const { side, database } = this.#intake;
    const dossierIds = (await handIn(database, dossiers)).map(({ dossierId }) => dossierId);
    const { result, postgres } = await withServerCpu(this.#bench, () =>
      side.call<Times>('accept', { dossierIds, concurrency: CONCURRENCY }),
    );
    await this.#prove(dossiers);
    return this.#roundOf(dossiers, result.result, { own: result.result.cpuSeconds, client: 0, postgres });
  }

  async bare(dossiers: number, prepared: boolean): Promise<Round> {
    const accepts = (await handIn(this.#bare, dossiers)).map(bareAcceptOf);
    const input = { databaseUrl: this.#bare.url, accepts, concurrency: CONCURRENCY, prepared };
    const { result, postgres } = await withServerCpu(this.#bench, () =>
      Side.once<Times>('bare-accept', 'accept', input),
    );
    this.#acceptedBare += dossiers;
    await proveAccepted(this.#bare, this.#acceptedBare);
    return this.#roundOf(dossiers, result.result, { own: result.result.cpuSeconds, client: 0, postgres });
  }

  #roundOf(dossiers: number, times: Times, cpu: Round['cpu']): Round {
    return { ...times, perSecond: dossiers / times.seconds, cpu };
  }

  /** All rows are there, and the relay has sent each event once. */
  async #prove(dossiers: number): Promise<void> {
    const { database, kafka } = this.#intake;
    this.#accepted += dossiers;
    await proveAccepted(database, this.#accepted);
    const unsent = async () =>
      (await database.query<{ rows: number }>('select count(*)::int as rows from outbox'))[0]!.rows;
    for (let looks = 0; (await unsent()) > 0; looks += 1) {
      if (looks > 300) throw new Error('The relay does not empty the outbox.');
      await delay(100);
    }
    const sent = sumOf(await endOffsets(kafka));
    if (sent !== this.#accepted) throw new Error(`${sent} events were sent for ${this.#accepted} dossiers.`);
  }
}

async function startIntake(bench: Bench, issuer: TestIssuer): Promise<Intake> {
  const kafka = kafkaOf(bench, 'intake.');
  await ensureTopics(kafka);
  const database = await intakeDatabase();
  const side = Side.open('intake');
  const { result: url } = await side.call<string>('start', {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
    OIDC_ISSUER: issuer.url,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    LOOK_UP_SECRET: randomBytes(32).toString('base64'),
    PUBLIC_URL: 'http://127.0.0.1',
    NOTIFICATIONS: `file:${join(tmpdir(), 'motcua-bench-notifications')}`,
    NOTIFICATIONS_FROM: 'motcua@example.vn',
  });
  return { side, url, token: await issuer.token('officer', ['INTAKE_OFFICER']), kafka, database };
}

async function run(bench: Bench): Promise<Report> {
  const dossiers = sized(bench, { small: 1_000, full: 5_000 });
  const seconds = sized(bench, { small: 5, full: 30 });
  const issuer = await startTestIssuer();
  const bare = await intakeDatabase();
  const intake = await startIntake(bench, issuer);
  try {
    const accepting = new Accepting(bench, intake, bare);
    bench.say('warming up');
    await accepting.overHttp(500, { concurrency: CONCURRENCY });
    const rounds = await interleaved(
      bench.rounds,
      {
        http: () => accepting.overHttp(dossiers, { concurrency: CONCURRENCY }),
        command: () => accepting.withoutHttp(dossiers),
        bare: () => accepting.bare(dossiers, false),
        prepared: () => accepting.bare(dossiers, true),
        rate: () => accepting.overHttp(PER_SECOND * seconds, { perSecond: PER_SECOND }),
      },
      bench.say,
    );
    return reportOf(bench, { dossiers, seconds }, rounds);
  } finally {
    await intake.side.call('stop', null);
    await intake.side.close();
    await intake.database.drop();
    await bare.drop();
    await issuer.stop();
  }
}

type Rounds = Readonly<Record<'http' | 'command' | 'bare' | 'prepared' | 'rate', readonly Round[]>>;

function reportOf(bench: Bench, size: { readonly dossiers: number; readonly seconds: number }, rounds: Rounds): Report {
  const { http, command, bare, prepared, rate } = rounds;
  const against = (runs: readonly Round[], baseline: readonly Round[]) =>
    roundsOf(runs.map(({ perSecond }, round) => perSecond / baseline[round]!.perSecond));
  const [ratio, inner, hard] = [against(http, bare), against(command, bare), against(http, prepared)];
  const perSecond = roundsOf(http.map((round) => round.perSecond));
  const p99 = roundsOf(rate.map((round) => round.p99));
  const line = (name: string, runs: readonly Round[]): string[] => [
    name,
    cell(roundsOf(runs.map((round) => round.perSecond))),
    cell(roundsOf(runs.map((round) => round.p50))),
    cell(roundsOf(runs.map((round) => round.p99))),
    ...(['own', 'client', 'postgres'] as const).map((whose) =>
      microseconds(roundsOf(runs.map(({ cpu, perSecond, seconds }) => (cpu[whose] / (perSecond * seconds)) * 1e6))),
    ),
  ];
  return {
    measures: [
      { id: 'B11-ratio', value: ratio.median, unit: 'ratio', aim: '>= 0.5', spread: [ratio.min, ratio.max] },
      { id: 'B11-ratio-without-http', value: inner.median, unit: 'ratio', aim: null, spread: [inner.min, inner.max] },
      { id: 'B11-ratio-to-prepared', value: hard.median, unit: 'ratio', aim: null, spread: [hard.min, hard.max] },
      {
        id: 'B11-rate',
        value: perSecond.median,
        unit: 'commands/s',
        aim: null,
        spread: [perSecond.min, perSecond.max],
      },
      { id: 'B11-p99', value: p99.median, unit: 'ms', aim: '< 50', spread: [p99.min, p99.max] },
    ],
    text: `Accepting ${count(size.dossiers)} dossiers that were handed in, ${CONCURRENCY} at once: over HTTP as an officer does (token, role,
idempotency key, revision; the relay sends the events meanwhile, and the client runs on the same machine), the same
command without HTTP, and the same rows by the same kind of transaction with pg alone, as one would
write it, and with each statement prepared once a connection, as the service has them. Then at a steady ${PER_SECOND} a second for
${size.seconds} s, counted from the moment each command was due. ${bench.rounds} rounds in turn. After each round: every dossier accepted, with its
history and one kept answer, and as many events in the topic.

${table(
  ['side', 'commands/s', 'p50 ms', 'p99 ms', 'own CPU/command', 'client CPU/command', 'PostgreSQL CPU/command'],
  [
    line(`HTTP, ${CONCURRENCY} at once`, http),
    line(`command without HTTP, ${CONCURRENCY} at once`, command),
    line(`bare rows, ${CONCURRENCY} at once`, bare),
    line(`bare rows, prepared, ${CONCURRENCY} at once`, prepared),
    line(`HTTP, ${PER_SECOND}/s`, rate),
  ],
)}`,
  };
}

export const b11: Benchmark = { id: 'B11', title: 'Accepting a dossier against bare rows', run };
