import { Injectable } from '@nestjs/common';
import { type Freshness, type Hop, unknownFreshness } from './freshness.js';

/** A frame comes at least every second; with the second of whoever asks, silence shows within five. */
const SILENT_AFTER_MS = 4_000;
const publisher: Hop = { kind: 'publisher', service: null };

/** How fresh the figures in the database are, as the latest frame said, whichever replica published it. */
@Injectable()
export class LatestFreshness {
  private freshness = unknownFreshness('No figures have been published yet.', publisher);
  /** By the monotonic clock; null before the first. */
  private heardAt: number | null = null;

  hear(freshness: Freshness): void {
    this.freshness = freshness;
    this.heardAt = performance.now();
  }

  get now(): Freshness {
    const silent = this.heardAt !== null && performance.now() - this.heardAt > SILENT_AFTER_MS;
    return silent ? unknownFreshness('The publisher of figures is silent.', publisher) : this.freshness;
  }
}
