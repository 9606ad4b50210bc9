import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Frame } from '../application/figures.js';
import { unknownFreshness, type Freshness, type Hop } from '../domain/freshness.js';
import { FrameStore, type StoredFrame } from './frame-store.js';
import { LiveClients } from './live-clients.js';

/** A frame comes at least every second; with the second of whoever asks, silence shows within five. */
const SILENT_AFTER_MS = 4_000;
const publisher: Hop = { kind: 'publisher', service: null };

/** What this replica knows of the latest frame, whoever published it. */
@Injectable()
export class LiveFigures {
  private freshness = unknownFreshness('No figures have been published yet.', publisher);
  /** By the monotonic clock; null before the first. */
  private heardAt: number | null = null;

  constructor(
    private readonly clients: LiveClients,
    store: FrameStore,
  ) {
    store.onFrame((frame) => this.hear(frame));
  }

  /** Takes a frame over if it is newer than the one known. */
  hear(frame: StoredFrame): void {
    if (frame.number <= this.clients.latestNumber) return;
    this.freshness = (JSON.parse(frame.text) as Frame).freshness;
    this.heardAt = performance.now();
    this.clients.offer(frame);
  }

  /** How fresh the figures in the database are now. */
  get freshnessNow(): Freshness {
    const silent = this.heardAt !== null && performance.now() - this.heardAt > SILENT_AFTER_MS;
    return silent ? unknownFreshness('The publisher of figures is silent.', publisher) : this.freshness;
  }

  /** @throws AppError `too-many-streams` */
  requireRoom(address: string): void {
    this.clients.requireRoom(address);
  }

  watch(response: ServerResponse, address: string): void {
    this.clients.join(response, address);
  }
}
