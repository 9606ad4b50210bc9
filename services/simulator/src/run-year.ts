import { readCatalogue } from './catalogue.js';
import { duration, startProgress } from './drive/progress.js';
import { workOff } from './drive/worker-pool.js';
import { MetricsReader } from './metrics-reader.js';
import type { Options } from './options.js';
import { planProvince } from './plan/index.js';
import { compare, settledFigures, type Report } from './report.js';
import { backdatedPace, type Stage } from './stage.js';

export interface RunYearOptions {
  readonly stage: Stage;
  readonly options: Options;
  readonly write: (text: string) => void;
  readonly tty: boolean;
  readonly signal: AbortSignal;
}

/** Plays the backdated plan and compares what the metrics API then answers with what the plan expects. */
export async function runYear({ stage, options, write, tty, signal }: RunYearOptions): Promise<Report> {
  const { seed, dossiers, from, to, concurrency, rate } = options;
  const catalogue = await readCatalogue(stage.api, from, to, signal);
  const plan = planProvince({ seed, dossiers, from, to, ...catalogue });
  const years = yearsOf(from, to);
  const metrics = new MetricsReader(stage.api, years);
  const before = await metrics.province(signal);
  const agenciesBefore = await metrics.agencies(signal);

  write(`${dossiers} dossiers from ${from} to ${to}, seed ${seed}, run ${options.run}\n`);
  const begun = Date.now();
  const stopProgress = startProgress({ activity: stage.activity, dossiers, write, tty });
  try {
    await workOff(plan.dossiers, { concurrency, ratePerSecond: rate, signal }, (dossier) =>
      stage.play(dossier, `sim-${seed}-${options.run}`, backdatedPace),
    );
  } finally {
    stopProgress();
  }
  signal.throwIfAborted();
  const { activity } = stage;
  write(
    `${activity.dossiersDone} dossiers, ${activity.commands} commands, ${activity.retries} retries, ` +
      `${activity.dossiersFailed} failed, in ${duration(Date.now() - begun)}; waiting for the figures\n`,
  );
  const after = await settledFigures({
    read: () => metrics.province(signal),
    before: before.counts,
    expected: plan.expectation.province,
    patienceMs: (activity.dossiersFailed > 0 ? 15 : Math.min(options.patienceSeconds, 120)) * 1_000,
    warnings: stage.warnings,
    signal,
  });
  return compare({
    period: years.join('+'),
    before: before.counts,
    after,
    agenciesBefore,
    agenciesAfter: await metrics.agencies(signal),
    expectation: plan.expectation,
  });
}

function yearsOf(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
