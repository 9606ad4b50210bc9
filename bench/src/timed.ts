import type { Bench } from './context.ts';
import { cpuOfTree } from './measure.ts';
import { Side } from './side.ts';

/** What a side must say of itself. */
export interface Timing {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** One timed run of one side. */
export interface Run<Output extends Timing = Timing> {
  readonly perSecond: number;
  readonly seconds: number;
  /** CPU seconds of its own process, of PostgreSQL and of Kafka. */
  readonly cpu: { readonly own: number; readonly postgres: number; readonly kafka: number };
  readonly peakBytes: number;
  readonly output: Output;
}

/** CPU seconds that PostgreSQL and Kafka took while something was done. */
export async function withServerCpu<Result>(
  { stack }: Bench,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly postgres: number; readonly kafka: number }> {
  const [postgres, kafka] = [stack.pidOf('postgres'), stack.pidOf('kafka')];
  const before = [cpuOfTree(postgres), cpuOfTree(kafka)] as const;
  const result = await work();
  return { result, postgres: cpuOfTree(postgres) - before[0], kafka: cpuOfTree(kafka) - before[1] };
}

/** Times one call of a fresh side, with what it costs the servers. */
export async function timed<Output extends Timing>(
  bench: Bench,
  side: string,
  call: string,
  input: { readonly events: number },
): Promise<Run<Output>> {
  const { result: used, postgres, kafka } = await withServerCpu(bench, () => Side.once<Output>(side, call, input));
  const { seconds, cpuSeconds } = used.result;
  return {
    perSecond: input.events / seconds,
    seconds,
    cpu: { own: cpuSeconds, postgres, kafka },
    peakBytes: used.peakBytes,
    output: used.result,
  };
}
