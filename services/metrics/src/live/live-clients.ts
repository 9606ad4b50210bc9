import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { StoredFrame } from './frame-store.js';

const HEARTBEAT_MS = 10_000;
/** A client that has not taken a frame for so long is gone, or too slow to be live. */
const STALLED_LIMIT_MS = 15_000;

/** One open stream. Holds at most one frame that is not sent yet: a slow client misses frames, never gets older ones. */
class LiveClient {
  private sent = 0;
  private stalledSince: number | null = null;

  constructor(private readonly response: ServerResponse) {
    response.on('drain', () => (this.stalledSince = null));
  }

  offer({ number, text }: StoredFrame): void {
    if (number <= this.sent || this.stalledSince !== null) return;
    this.sent = number;
    this.write(`id: ${number}\ndata: ${text}\n\n`);
  }

  beat(now: number): void {
    if (this.stalledSince === null) this.write(': beat\n\n');
    else if (now - this.stalledSince > STALLED_LIMIT_MS) this.response.destroy();
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (!this.response.write(text)) this.stalledSince ??= Date.now();
  }
}

/** The browsers that watch. Each gets the latest frame first, then every newer one it has room for, never an older one. */
@Injectable()
export class LiveClients implements OnModuleDestroy {
  private readonly clients = new Set<LiveClient>();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
  private latest: StoredFrame | null = null;

  /** The number of the newest frame seen. */
  get latestNumber(): number {
    return this.latest?.number ?? 0;
  }

  offer(frame: StoredFrame): void {
    if (frame.number <= this.latestNumber) return;
    this.latest = frame;
    for (const client of this.clients) client.offer(frame);
  }

  /** Serves a stream on a response that the caller has taken over, until either side ends it. */
  join(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const client = new LiveClient(response);
    this.clients.add(client);
    response.on('close', () => this.clients.delete(client));
    response.on('error', () => this.clients.delete(client));
    // Something must be sent at once, or a proxy keeps the answer's head to itself.
    response.write('retry: 1000\n\n');
    response.on('drain', () => this.latest && client.offer(this.latest));
    if (this.latest) client.offer(this.latest);
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    for (const client of this.clients) client.end();
  }

  private beat(): void {
    const now = Date.now();
    for (const client of this.clients) client.beat(now);
  }
}
