import { EVENT_TOPICS } from '@motcua/contracts';
import type { Progress } from '../folding/index.js';
import type { Instant } from '../time/index.js';

/** By this process's monotonic clock. */
type Moment = number;

interface SeenEnd {
  readonly end: number;
  readonly at: Moment;
}

/** Sightings of one partition that were not passed yet, at least `spacingMs` apart. */
interface Sightings {
  ahead: SeenEnd[];
  spacingMs: number;
}

const REMEMBERED = 128;
const FIRST_SPACING_MS = 400;

/**
 * How long records have been waiting to be folded: remembers when the ends of the topics were seen where, and forgets what
 * the progress rows have passed. For what waited before anybody looked, the time of the record itself is given.
 */
export class FoldLag {
  private readonly seen = new Map<string, Sightings>();
  private nextOffsets: ReadonlyMap<string, Progress['nextOffsets']> = new Map();
  private lastSeenAt: Moment | null = null;
  private oldestAppendedAt: Instant | null = null;

  /** When the ends were last seen. */
  get topicsSeenAt(): Moment | null {
    return this.lastSeenAt;
  }

  /** Takes note of how far is folded. */
  fold(progress: readonly Progress[]): void {
    this.nextOffsets = new Map(progress.map((row) => [String(row.partition), row.nextOffsets]));
  }

  /** @param ends by logical topic, the end offset of each partition */
  see(ends: ReadonlyMap<string, readonly number[]>, at: Moment): void {
    this.lastSeenAt = at;
    for (const [topic, partitions] of ends) {
      partitions.forEach((end, partition) => this.seeOne(`${topic}/${partition}`, { end, at }));
    }
  }

  /** Takes note of when the oldest record that was not folded was appended; null when there was none. */
  seeOldest(appendedAt: Instant | null): void {
    this.oldestAppendedAt = appendedAt;
  }

  /** By logical topic, the first offset that is not folded of each partition. */
  get positions(): ReadonlyMap<string, readonly number[]> {
    const places = [...this.nextOffsets];
    return new Map(
      EVENT_TOPICS.map((topic) => {
        const offsets: number[] = [];
        for (const [partition, next] of places) offsets[Number(partition)] = next[topic] ?? 0;
        return [topic, offsets];
      }),
    );
  }

  /** How long the oldest record that is not folded has waited; null when all that were seen are. */
  unfoldedFor(now: Moment, brokerNow: Instant | null): number | null {
    const since = this.oldestSighting();
    if (since === null) return null;
    const stood = brokerNow === null || this.oldestAppendedAt === null ? 0 : brokerNow - this.oldestAppendedAt;
    return Math.max(now - since, stood);
  }

  private oldestSighting(): Moment | null {
    let oldest: Moment | null = null;
    for (const [place, sightings] of this.seen) {
      const [topic, partition] = place.split('/') as [string, string];
      const next = this.nextOffsets.get(partition)?.[topic] ?? 0;
      while (sightings.ahead.length > 0 && sightings.ahead[0]!.end <= next) sightings.ahead.shift();
      const first = sightings.ahead[0]?.at;
      if (first !== undefined && (oldest === null || first < oldest)) oldest = first;
    }
    return oldest;
  }

  private seeOne(place: string, sighting: SeenEnd): void {
    const sightings = this.seen.get(place) ?? { ahead: [], spacingMs: FIRST_SPACING_MS };
    this.seen.set(place, sightings);
    const last = sightings.ahead.at(-1);
    if (!last) sightings.spacingMs = FIRST_SPACING_MS;
    else if (last.end >= sighting.end || sighting.at - last.at < sightings.spacingMs) return;
    sightings.ahead.push(sighting);
    if (sightings.ahead.length <= REMEMBERED) return;
    // A long backlog is remembered more coarsely, to about a hundredth of its age.
    sightings.ahead = sightings.ahead.filter((_, index) => index % 2 === 0);
    sightings.spacingMs *= 2;
  }
}
