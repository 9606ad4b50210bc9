import { parseArgs } from 'node:util';
import { build } from '../../deploy/local/src/build.ts';
import { ClearFault } from '../../deploy/local/src/clear-fault.ts';
import type { Command } from '../../deploy/local/src/command.ts';
import { answerHelp } from '../../deploy/local/src/help.ts';
import { Stack } from '../../deploy/local/src/stack.ts';
import { Steps } from '../../deploy/local/src/steps.ts';
import type { Bench, Benchmark } from './context.ts';
import { commit, load, machine } from './machine.ts';
import { keepResults, keepText, type KeptMeasure } from './report.ts';
import { Side } from './side.ts';

const USAGE = 'Usage: npm run bench -- [--only B1,B10] [--rounds N] [--scale small|full] [--json]';

interface Options {
  readonly only: readonly string[] | null;
  readonly rounds: number;
  readonly scale: 'small' | 'full';
  readonly json: boolean;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      scale: { type: 'string', default: 'small' },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new ClearFault(`--rounds must be a whole number: ${USAGE}`);
  if (values.scale !== 'small' && values.scale !== 'full') throw new ClearFault(`--scale is small or full: ${USAGE}`);
  return { only: values.only?.split(',') ?? null, rounds, scale: values.scale, json: values.json };
}

/** Runs the benchmarks on parts of its own; a fault or an outcome that is not equal ends it with exit code 1. */
export async function runBenchmarks(command: Command, args: readonly string[]): Promise<number> {
  answerHelp(USAGE);
  const options = readOptions(args);
  const steps = Steps.on(process.stderr);
  const stack = command.use(await Stack.open({ instance: `bench-${process.pid}`, steps, ownParts: true }));
  command.use({ stop: () => Side.closeAll() });
  // When it is interrupted, the benchmarks' database sessions end with their server, and say so to nobody in particular.
  void command.interrupted.then(() => process.on('uncaughtException', (error) => steps.say(`ended: ${error.message}`)));
  await Promise.race([Promise.all([build(stack.supervisor, steps), stack.startParts()]), stack.failure]);
  // What the specs' databases and topics are made by, too.
  process.env['KAFKA_BROKERS'] = stack.endpoints.KAFKA_BROKERS;
  process.env['DATABASE_URL'] = stack.superuserUrl;
  process.env['REDIS_URL'] = stack.endpoints.REDIS_URL;
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] = '1';
  const { benchmarks } = await import('./benchmarks/all.ts');
  const chosen = benchmarks.filter(({ id }) => options.only?.includes(id) ?? true);
  const unknown = options.only?.filter((id) => !benchmarks.some((benchmark) => benchmark.id === id)) ?? [];
  if (unknown.length > 0) {
    throw new ClearFault(`no ${unknown.join(', ')}; there are ${benchmarks.map(({ id }) => id).join(', ')}`);
  }
  const bench: Bench = { stack, rounds: options.rounds, scale: options.scale, say: (line) => steps.say(line) };
  const measured: KeptMeasure[] = [];
  for (const benchmark of chosen) {
    measured.push(...(await Promise.race([runOne(bench, benchmark), stack.failure])));
  }
  if (options.json) console.log(JSON.stringify(measured, null, 2));
  return 0;
}

async function runOne(bench: Bench, benchmark: Benchmark): Promise<readonly KeptMeasure[]> {
  const [before, startedAt] = [load(), performance.now()];
  bench.say(`${benchmark.id}: ${benchmark.title}`);
  const report = await benchmark.run(bench);
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  const at = new Date().toISOString();
  const fresh = report.measures.map((measure) => ({ ...measure, at }));
  const note =
    `Measured ${at}, commit ${commit()}, ${minutes} minutes by ` +
    `\`npm run bench -- --only ${benchmark.id} --rounds ${bench.rounds} --scale ${bench.scale}\`` +
    `${bench.scale === 'small' ? ' (**a small run: it shows that the benchmark works, its numbers are not results**)' : ''}. ` +
    `Load average before and after (1 / 5 / 15 min): ${before} and ${load()}.\n\n${machine()}.`;
  const results = await keepResults(fresh, benchmark.id);
  await keepText({ id: benchmark.id, title: benchmark.title, text: `${report.text.trim()}\n\n${note}` }, results);
  for (const { id, value, unit, aim } of fresh)
    bench.say(`${id} = ${value.toPrecision(4)} ${unit} (aim ${aim ?? 'none'})`);
  return fresh;
}
