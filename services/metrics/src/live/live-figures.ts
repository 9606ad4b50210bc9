import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Frame } from '../figures/index.js';
import { LatestFreshness } from '../freshness/index.js';
import { FrameStore, type StoredFrame } from './frame-store.js';
import { LiveClients } from './live-clients.js';

/** What this replica knows of the latest frame, whoever published it. */
@Injectable()
export class LiveFigures {
  constructor(
    private readonly clients: LiveClients,
    private readonly freshness: LatestFreshness,
    store: FrameStore,
  ) {
    store.onFrame((frame) => this.hear(frame));
  }

  /** Takes a frame over if it is newer than the one known. */
  hear(frame: StoredFrame): void {
    if (frame.number <= this.clients.latestNumber) return;
    this.freshness.hear((JSON.parse(frame.text) as Frame).freshness);
    this.clients.offer(frame);
  }

  /** @throws AppError `too-many-streams` */
  requireRoom(address: string): void {
    this.clients.requireRoom(address);
  }

  watch(response: ServerResponse, address: string): void {
    this.clients.join(response, address);
  }
}
