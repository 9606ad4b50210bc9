import type { Instant } from './local-calendar.js';

/** How far a figure is behind the world. `behindSeconds` is null when nobody can tell. */
export interface Freshness {
  readonly behindSeconds: number | null;
  readonly stale: boolean;
  readonly reason: string | null;
}

/** What a relay last said of its outbox. */
export interface Watermark {
  readonly at: Instant;
  /** Commit time of the oldest row not yet sent then; null when all was sent. */
  readonly oldestUnsentAt: Instant | null;
}

export interface FreshnessEvidence {
  readonly now: Instant;
  /** By service; one that is missing was never heard. */
  readonly watermarks: ReadonlyMap<string, Watermark>;
  /** Since when there has been a record in the topics that is not folded; null when all are. */
  readonly unfoldedSince: Instant | null;
  /** When the ends of the topics were last seen; null when never. */
  readonly topicsSeenAt: Instant | null;
  /** Why folding has ended for good, in one line; null while it goes on. */
  readonly foldFault: string | null;
}

/** The services whose events figures are made of. */
export const figureSources = ['intake', 'deadlines', 'payments', 'surveys'] as const;

/** A relay speaks every second: within that, silence says nothing. */
const WATERMARK_INTERVAL_MS = 1_000;
/** With a relay's second and the publisher's, a line that breaks shows within five. */
const SILENT_AFTER_MS = 2_000;
/** Events that wait longer than this make figures stale, though the line stands. */
const LATE_AFTER_MS = 4_000;

interface Delay {
  readonly ms: number | null;
  readonly staleAfterMs: number;
  readonly reason: string;
}

/**
 * The worst over the way of an event: waiting in a service's outbox, or unknown because its relay is silent, or in the
 * topics and not folded yet, or unknown because the broker does not answer.
 */
export function assessFreshness(evidence: FreshnessEvidence): Freshness {
  if (evidence.foldFault !== null) return { behindSeconds: null, stale: true, reason: evidence.foldFault };
  const delays = [...figureSources.map((service) => relayDelay(service, evidence)), ...foldDelays(evidence)];
  const unknown = delays.find(({ ms }) => ms === null);
  if (unknown) return { behindSeconds: null, stale: true, reason: unknown.reason };
  const longest = Math.max(0, ...delays.map(({ ms }) => ms ?? 0));
  const broken = delays.filter(({ ms, staleAfterMs }) => (ms ?? 0) > staleAfterMs);
  const worst = broken.sort((one, other) => (other.ms ?? 0) - (one.ms ?? 0))[0];
  return { behindSeconds: Math.round(longest / 100) / 10, stale: worst !== undefined, reason: worst?.reason ?? null };
}

function relayDelay(service: string, { now, watermarks }: FreshnessEvidence): Delay {
  const watermark = watermarks.get(service);
  if (!watermark)
    return { ms: null, staleAfterMs: SILENT_AFTER_MS, reason: `The relay of ${service} has not been heard yet.` };
  const silence = now - watermark.at - WATERMARK_INTERVAL_MS;
  const waiting = watermark.oldestUnsentAt === null ? 0 : now - watermark.oldestUnsentAt;
  return silence >= waiting
    ? { ms: silence, staleAfterMs: SILENT_AFTER_MS, reason: `The relay of ${service} is silent.` }
    : { ms: waiting, staleAfterMs: LATE_AFTER_MS, reason: `Events of ${service} wait in its outbox.` };
}

function foldDelays({ now, unfoldedSince, topicsSeenAt }: FreshnessEvidence): Delay[] {
  if (topicsSeenAt === null)
    return [{ ms: null, staleAfterMs: SILENT_AFTER_MS, reason: 'The broker has not answered yet.' }];
  return [
    {
      ms: now - topicsSeenAt - WATERMARK_INTERVAL_MS,
      staleAfterMs: SILENT_AFTER_MS,
      reason: 'The broker does not answer.',
    },
    {
      ms: unfoldedSince === null ? 0 : now - unfoldedSince,
      staleAfterMs: LATE_AFTER_MS,
      reason: 'Events wait to be folded.',
    },
  ];
}
