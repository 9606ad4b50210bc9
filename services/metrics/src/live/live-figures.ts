import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Frame } from '../application/figures.js';
import type { Freshness } from '../domain/freshness.js';
import { FrameStore, type StoredFrame } from './frame-store.js';
import { LiveClients } from './live-clients.js';

const SILENT_AFTER_MS = 5_000;

/** What this replica knows of the latest frame, whoever published it. */
@Injectable()
export class LiveFigures {
  private freshness: Freshness = { behindSeconds: null, stale: true, reason: 'No figures have been published yet.' };
  private heardAt = 0;

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
    this.heardAt = Date.now();
    this.clients.offer(frame);
  }

  /** How fresh the figures in the database are at `now`. */
  freshnessAt(now: number): Freshness {
    const silent = this.heardAt > 0 && now - this.heardAt > SILENT_AFTER_MS;
    return silent
      ? { behindSeconds: null, stale: true, reason: 'The publisher of figures is silent.' }
      : this.freshness;
  }

  watch(response: ServerResponse): void {
    this.clients.join(response);
  }
}
