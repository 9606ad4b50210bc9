import type { Instant } from '../domain/local-calendar.js';
import type { Progress } from '../persistence/progress-store.js';

interface SeenEnd {
  readonly end: number;
  readonly at: Instant;
}

/** Sightings of one partition that were not passed yet, at least `spacingMs` apart. */
interface Sightings {
  ahead: SeenEnd[];
  spacingMs: number;
}

const REMEMBERED = 128;
const FIRST_SPACING_MS = 400;

/**
 * Since when records have been waiting to be folded: remembers when the ends of the topics were seen where, and forgets
 * what the progress rows have passed. The age of the oldest end not passed is the fold's lag.
 */
export class FoldLag {
  private readonly seen = new Map<string, Sightings>();
  private lastSeenAt: Instant | null = null;

  get topicsSeenAt(): Instant | null {
    return this.lastSeenAt;
  }

  /** @param ends by logical topic, the end offset of each partition */
  see(ends: ReadonlyMap<string, readonly number[]>, at: Instant): void {
    this.lastSeenAt = at;
    for (const [topic, partitions] of ends) {
      partitions.forEach((end, partition) => this.seeOne(`${topic}/${partition}`, { end, at }));
    }
  }

  /** The oldest sighting of a record that is not folded; null when all that were seen are. */
  unfoldedSince(progress: readonly Progress[]): Instant | null {
    let oldest: Instant | null = null;
    const nextOffsets = new Map(progress.map((row) => [String(row.partition), row.nextOffsets]));
    for (const [place, sightings] of this.seen) {
      const [topic, partition] = place.split('/') as [string, string];
      const next = nextOffsets.get(partition)?.[topic] ?? 0;
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
