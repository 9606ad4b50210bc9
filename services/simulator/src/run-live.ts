import { addLocalDays, localDayOf } from '@motcua/kernel';
import { readCatalogue } from './catalogue.js';
import type { Pace } from './drive/dossier-driver.js';
import { textOf } from './drive/faults.js';
import { pause } from './drive/pause.js';
import { workOff } from './drive/worker-pool.js';
import { MetricsReader } from './metrics-reader.js';
import type { Options } from './options.js';
import { INDICATORS, planProvince } from './plan/index.js';
import { planLiveDossier } from './plan/plan-live-dossier.js';
import { countersOf } from './plan/province.js';
import { randomFrom } from './plan/random.js';
import { backdatedPace, type Stage } from './stage.js';

const HISTORY_DOSSIERS = 300;
const LEAST_HISTORY_DAYS = 120;
const DEFAULT_RATE = 0.5;
/** When the line is broken, unfinished lives pile up to here; then no new ones begin. */
const MOST_AT_ONCE = 60;

export interface RunLiveOptions {
  readonly stage: Stage;
  readonly options: Options;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A small history, when there is none, and then one new dossier after the other until `signal`; or just so many. */
export async function runLive({ stage, options, write, signal }: RunLiveOptions): Promise<void> {
  const { dossiers, seed, run, rate = DEFAULT_RATE } = options;
  if (dossiers === Infinity) {
    await loadHistory(stage, options, write, signal).catch((fault: unknown) => {
      signal.throwIfAborted();
      stage.warnings.warn('no-history', `no history was loaded: ${textOf(fault)}`);
    });
  }
  const today = localDayOf(new Date());
  const catalogue = await readCatalogue(stage.api, today, today, signal);
  write(`The province lives: ${rate} dossiers a second\n`);
  const counters = countersOf(catalogue.agencies, seed);
  const random = randomFrom(seed, `live/${run}`);
  const under = new Set<Promise<void>>();
  for (let number = 1; number <= dossiers && !signal.aborted;) {
    if (under.size < MOST_AT_ONCE) {
      const dossier = planLiveDossier({ number, random, counters, procedures: catalogue.procedures, now: new Date() });
      const life = stage.play(dossier, `live-${seed}-${run}`, livePace).finally(() => under.delete(life));
      under.add(life);
      number += 1;
    }
    await pause((1_000 / rate) * random.between(0.5, 1.5), signal).catch(() => undefined);
  }
  await Promise.allSettled(under);
}

/** Waits for the step's time and states no instant: it happens now, also at night and on holidays. */
const livePace: Pace = async (planned, signal) => {
  await pause(planned.getTime() - Date.now(), signal);
  return undefined;
};

async function loadHistory(
  stage: Stage,
  { seed, concurrency, run }: Options,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const yesterday = addLocalDays(localDayOf(new Date()), -1);
  const year = yesterday.slice(0, 4);
  const { counts } = await new MetricsReader(stage.api, [year]).province(signal);
  if (INDICATORS.some((id) => counts[id].denominator > 0)) return;
  const [newYear, earlier] = [`${year}-01-01`, addLocalDays(yesterday, -LEAST_HISTORY_DAYS)];
  const from = newYear < earlier ? newYear : earlier;
  const catalogue = await readCatalogue(stage.api, from, yesterday, signal);
  const plan = planProvince({ seed, dossiers: HISTORY_DOSSIERS, from, to: yesterday, ...catalogue });
  write(`Loading a history of ${HISTORY_DOSSIERS} dossiers from ${from} to ${yesterday}\n`);
  await workOff(plan.dossiers, { concurrency, signal }, (dossier) =>
    stage.play(dossier, `sim-${seed}-${run}`, backdatedPace),
  );
}
