import type { DossierId } from '@motcua/kernel';
import fc from 'fast-check';
import type { Frame } from '../../src/figures/figures.js';
import { anyFate, type Fate } from './fates.js';
import { historyOf } from './histories.js';
import { type MetricsStage, openMetricsStage } from './metrics-stage.js';
import { type Relays, speakingRelays } from './relays.js';
import { watch, type Watcher } from './watcher.js';

/** Two replicas of metrics, a wall at each, and relays that report. */
export interface LiveStage extends MetricsStage {
  readonly relays: Relays;
  readonly watchers: readonly Watcher[];
}

export async function openLiveStage(): Promise<LiveStage> {
  const stage = await openMetricsStage({ replicas: 2 });
  // The clocks of two services are an hour off: freshness does not ask them.
  const relays = await speakingRelays(stage.topics.kafka, { deadlines: 3_600_000, payments: -3_600_000 });
  const watchers = await Promise.all(stage.services.map(({ url }) => watch(url)));
  return {
    ...stage,
    relays,
    watchers,
    close: async () => {
      for (const watcher of watchers) watcher.stop();
      await relays.silence();
      await stage.close();
    },
  };
}

/** A dossier accepted a moment ago, completed on the spot. */
function fateOfToday(changes: Partial<Fate> = {}): Fate {
  const [fate] = fc.sample(anyFate, { numRuns: 1, seed: 5 });
  return {
    ...fate!,
    // All steps of the history together stay in the past.
    startAt: Date.now() - 30 * 3_600_000,
    pace: [1, 1, 1, 1, 1, 1, 1, 1],
    offeredOnline: true,
    channel: 'ONLINE',
    ending: 'returned',
    rating: 'SATISFIED',
    correction: 'none',
    voided: false,
    answer: 'accepted',
    imported: false,
    transferredTo: null,
    supplement: false,
    parked: false,
    ...changes,
  };
}

/** What is published of such a dossier. */
export const historyOfToday = (changes: Partial<Fate> = {}, dossierId?: DossierId): ReturnType<typeof historyOf> =>
  historyOf(fateOfToday(changes), ...(dossierId ? [dossierId] : []));

export const denominatorOf = (frame: Frame | undefined, id: string): number | undefined =>
  frame?.indicators.find((indicator) => indicator.id === id)?.denominator;

/** Ends the session by which the publisher is the only one. */
export const END_PUBLISHER = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())
  and objid = (hashtext('motcua metrics publisher')::bigint & 4294967295)::oid`;
