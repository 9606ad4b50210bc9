import type { Instant } from '../time/index.js';

/** Where on its way to the figures an event can wait, or where that is not known. */
export const HOP_KINDS = ['outbox', 'consumer', 'relay', 'fold', 'broker', 'publisher'] as const;

export interface Hop {
  readonly kind: (typeof HOP_KINDS)[number];
  /** Whose outbox, consumer or relay it is; null for the others, of which there is one. */
  readonly service: string | null;
}

/** How far a figure is behind the world. `behindSeconds` is null when that is not known. */
export interface Freshness {
  readonly behindSeconds: number | null;
  readonly stale: boolean;
  readonly reason: string | null;
  /** What makes it stale; null while it is not. */
  readonly hop: Hop | null;
}

/**
 * What a service last reported of its outbox and of its consumer. All instants are by the broker's clock, all else are
 * durations: what the sender's clock says decides nothing.
 */
export interface Watermark {
  /** When the broker took it. */
  readonly appendedAt: Instant;
  /** How long the oldest row not yet sent had waited then; null when all was sent. */
  readonly oldestUnsentAgeMs: number | null;
  /** Null: the service takes nothing in, or does not say. */
  readonly consumer: {
    /** When the oldest record that it had not taken in was appended; null when all was taken in. */
    readonly oldestPendingAt: Instant | null;
    /** How old that measurement was; null: it was never measured. */
    readonly measuredAgeMs: number | null;
  } | null;
}

export interface FreshnessEvidence {
  /** By the broker's clock; null while no watermark was heard. */
  readonly brokerNow: Instant | null;
  /** By service; one that is missing was never heard. */
  readonly watermarks: ReadonlyMap<string, Watermark>;
  /** How long the oldest record that is not folded has stood in its topic; null when all are folded. */
  readonly unfoldedForMs: number | null;
  /** How long ago the ends of the topics were seen; null when never. */
  readonly topicsSeenAgoMs: number | null;
  /** Why folding has ended for good, in one line; null while it goes on. */
  readonly foldFault: string | null;
}

/** The services whose events figures are made of. */
export const figureSources = ['intake', 'deadlines', 'payments', 'surveys'] as const;

/** A relay speaks every second, and its service measures as often: within that, silence says nothing. */
const INTERVAL_MS = 1_000;
/** With a relay's second and the publisher's, a line that breaks shows within five. */
const SILENT_AFTER_MS = 2_000;
/** Events that wait longer than this make figures stale, though the line stands. */
const LATE_AFTER_MS = 4_000;

interface Delay {
  /** Null: not known. */
  readonly ms: number | null;
  readonly staleAfterMs: number;
  readonly reason: string;
  readonly hop: Hop;
}

/**
 * The worst over the way of an event: waiting in a service's outbox, or for another service to take it in, or unknown
 * because a relay is silent, or in the topics and not folded yet, or unknown because the broker does not answer.
 */
export function assessFreshness(evidence: FreshnessEvidence): Freshness {
  const { foldFault } = evidence;
  if (foldFault !== null) return unknownFreshness(foldFault, { kind: 'fold', service: null });
  const delays = [...figureSources.flatMap((service) => serviceDelays(service, evidence)), ...foldDelays(evidence)];
  const unknown = delays.find(({ ms }) => ms === null);
  if (unknown) return unknownFreshness(unknown.reason, unknown.hop);
  const longest = Math.max(0, ...delays.map(({ ms }) => ms ?? 0));
  const broken = delays.filter(({ ms, staleAfterMs }) => (ms ?? 0) > staleAfterMs);
  const worst = broken.sort((one, other) => (other.ms ?? 0) - (one.ms ?? 0))[0];
  return {
    behindSeconds: Math.round(longest / 100) / 10,
    stale: worst !== undefined,
    reason: worst?.reason ?? null,
    hop: worst?.hop ?? null,
  };
}

export function unknownFreshness(reason: string, hop: Hop): Freshness {
  return { behindSeconds: null, stale: true, reason, hop };
}

function serviceDelays(service: string, { brokerNow, watermarks }: FreshnessEvidence): Delay[] {
  const watermark = watermarks.get(service);
  if (!watermark || brokerNow === null) {
    const reason = `The relay of ${service} has not been heard yet.`;
    return [{ ms: null, staleAfterMs: SILENT_AFTER_MS, reason, hop: { kind: 'relay', service } }];
  }
  const heardAgoMs = Math.max(0, brokerNow - watermark.appendedAt);
  const silent: Delay = {
    ms: heardAgoMs - INTERVAL_MS,
    staleAfterMs: SILENT_AFTER_MS,
    reason: `The relay of ${service} is silent.`,
    hop: { kind: 'relay', service },
  };
  const unsent: Delay = {
    ms: watermark.oldestUnsentAgeMs === null ? 0 : watermark.oldestUnsentAgeMs + heardAgoMs,
    staleAfterMs: LATE_AFTER_MS,
    reason: `Events of ${service} wait in its outbox.`,
    hop: { kind: 'outbox', service },
  };
  return [silent, unsent, ...consumerDelays(service, watermark, brokerNow)];
}

function consumerDelays(service: string, { consumer, appendedAt }: Watermark, brokerNow: Instant): Delay[] {
  if (consumer === null) return [];
  const { oldestPendingAt, measuredAgeMs } = consumer;
  const hop: Hop = { kind: 'consumer', service };
  const unmeasured: Delay = {
    ms: measuredAgeMs === null ? null : measuredAgeMs + (brokerNow - appendedAt) - 2 * INTERVAL_MS,
    staleAfterMs: SILENT_AFTER_MS,
    reason: `It is not known how far ${service} has taken events in.`,
    hop,
  };
  const pending: Delay = {
    ms: oldestPendingAt === null ? 0 : brokerNow - oldestPendingAt,
    staleAfterMs: LATE_AFTER_MS,
    reason: `Events wait to be taken in by ${service}.`,
    hop,
  };
  return [unmeasured, pending];
}

function foldDelays({ unfoldedForMs, topicsSeenAgoMs }: FreshnessEvidence): Delay[] {
  const broker: Hop = { kind: 'broker', service: null };
  if (topicsSeenAgoMs === null)
    return [{ ms: null, staleAfterMs: SILENT_AFTER_MS, reason: 'The broker has not answered yet.', hop: broker }];
  return [
    {
      ms: topicsSeenAgoMs - INTERVAL_MS,
      staleAfterMs: SILENT_AFTER_MS,
      reason: 'The broker does not answer.',
      hop: broker,
    },
    {
      ms: unfoldedForMs ?? 0,
      staleAfterMs: LATE_AFTER_MS,
      reason: 'Events wait to be folded.',
      hop: { kind: 'fold', service: null },
    },
  ];
}
