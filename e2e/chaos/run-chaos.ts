import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import type { Stack } from '../../deploy/local/src/stack.ts';
import { checkJournal } from '../test/support/journal.ts';
import type { FaultPlan } from './fault-plan.ts';
import { describeFault, type Fault } from './faults.ts';
import { FreshnessWatch } from './freshness-watch.ts';
import { LiveWatchers } from './live-watchers.ts';
import { IMPORTED_YEAR, operate, operationsFault } from './operations.ts';
import { countByKind, type ChaosReport } from './chaos-report.ts';
import { takeUpParked } from './parked-clocks.ts';
import { Simulation } from './simulation.ts';
import type { SmallDisk } from './small-disk.ts';
import { strike } from './strike.ts';
import { auditFault, checkDeadLetters, driftOf } from './verdict.ts';
import { checkWorkLists } from './work-lists.ts';

export interface ChaosOptions {
  /** Running, and nobody else's: its dossiers of 2023 are all the run's own. */
  readonly stack: Stack;
  readonly plan: FaultPlan;
  /** Where its tables lie, when that may run full. @default null */
  readonly disk?: SmallDisk | null;
  /** Of each round of the simulator. @default 800 */
  readonly dossiers?: number;
  /** Dossiers started in a second. @default 15 */
  readonly rate?: number;
  /** Told of each fault as it strikes. @default nobody */
  readonly say?: (line: string) => void;
}

/** The simulator's plans are of this year. */
const YEAR = 2023;
const LIVE_CLIENTS = 3;

/** What the faults left: letters to come, and how long the figures were not fresh after each. */
interface Aftermath {
  readonly letters: string[];
  readonly faultPoints: string[];
  readonly missed: string[];
  readonly freshAfterMs: number[];
  readonly neverFresh: string[];
  readonly background: Promise<void>[];
  /** What did not come about while a fault lasted. */
  readonly failed: string[];
  /** Dossiers whose clocks wait for the next year of the calendar. */
  parked: number;
}

/**
 * Lets the faults of the plan strike one after the other while the simulator drives the province, then checks that
 * nothing shows of them. @throws only when the stack could not be kept alive or the checks could not be made
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { stack, plan } = options;
  for (const service of plan.replicas) await stack.startReplica(service);
  const watch = new FreshnessWatch(stack.description.wall);
  const watchers = new LiveWatchers(stack.description.wall, LIVE_CLIENTS);
  try {
    return await Promise.race([playAndCheck(options, watch, watchers), stack.failure]);
  } finally {
    await Promise.all([watch.stop(), watchers.stop()]);
  }
}

async function playAndCheck(
  options: ChaosOptions,
  watch: FreshnessWatch,
  watchers: LiveWatchers,
): Promise<ChaosReport> {
  const { stack, plan, dossiers = 800, rate = 15 } = options;
  const begun = Date.now();
  const journal = join(stack.paths.folder, 'chaos-journal.ndjson');
  const simulation = new Simulation({ stack, journal, seed: plan.seed, dossiers, rate });
  const halfway = Promise.withResolvers<void>();
  const operations = operate(stack, halfway.promise);
  operations.catch(() => undefined); // Heard of when the faults are over.
  const aftermath: Aftermath = {
    letters: [],
    faultPoints: [],
    missed: [],
    freshAfterMs: [],
    neverFresh: [],
    background: [],
    failed: [],
    parked: 0,
  };
  for (const [index, fault] of plan.faults.entries()) {
    if (index >= plan.faults.length / 2) halfway.resolve();
    await runFault(options, watch, aftermath, fault, index + 1);
  }
  await Promise.all(aftermath.background);
  const operated = await operations;
  const played = await simulation.finish();
  await stack.supervisor.whenReady(...stack.supervisor.names);
  if ((await watch.timeToFresh(Date.now())) === null) aftermath.neverFresh.push(`at the end: ${watch.reason}`);
  const parked = await takeUpParked(stack, aftermath.parked);
  const calendar = { parked: aftermath.parked, calendarRevision: parked.revision };
  return {
    seed: plan.seed,
    faults: countByKind(plan),
    faultPoints: [...new Set(aftermath.faultPoints)].toSorted(),
    missed: aftermath.missed,
    ...played,
    drift: await driftOf(stack, [YEAR, IMPORTED_YEAR, new Date().getFullYear()]),
    operated,
    operationsFault: await operationsFault(stack, operated, calendar),
    parked,
    failed: aftermath.failed,
    ...(await checkJournal(stack, journal)),
    auditFault: await auditFault(stack, YEAR),
    workLists: await checkWorkLists(stack),
    deadLetters: await checkDeadLetters(stack, aftermath.letters),
    live: await watchers.stop(),
    freshAfterMs: aftermath.freshAfterMs,
    neverFresh: aftermath.neverFresh,
    seconds: Math.round((Date.now() - begun) / 1_000),
  };
}

async function runFault(
  { stack, plan, disk = null, say = () => undefined }: ChaosOptions,
  watch: FreshnessWatch,
  aftermath: Aftermath,
  fault: Fault,
  index: number,
): Promise<void> {
  const number = `${index}/${plan.faults.length}`;
  await delay(fault.pauseMs);
  say(`${number} ${describeFault(fault)}`);
  const struck = await strike({ stack, disk, number: index }, fault);
  const { victim, letters = [], missed, inBackground, failed, parked = 0 } = struck;
  const endOfFault = Date.now();
  aftermath.letters.push(...letters);
  aftermath.parked += parked;
  if (failed) aftermath.failed.push(`${number} ${failed}`);
  if (fault.kind === 'fault-point' && !missed) aftermath.faultPoints.push(describeFault(fault));
  if (missed) {
    aftermath.missed.push(missed);
    say(`${number} missed: ${missed}`);
  }
  if (inBackground) aftermath.background.push(inBackground);
  if (!fault.settles) return;
  if (victim) await stack.whenReady(victim);
  const fresh = await watch.timeToFresh(endOfFault);
  if (fresh === null) aftermath.neverFresh.push(`${number} ${describeFault(fault)}: ${watch.reason}`);
  else aftermath.freshAfterMs.push(fresh);
  const told = fresh === null ? 'not fresh again' : `fresh after ${(fresh / 1_000).toFixed(1)} s`;
  say(`${number} ${told}${fresh === 0 ? '' : ` (last: ${watch.reason})`}`);
}
