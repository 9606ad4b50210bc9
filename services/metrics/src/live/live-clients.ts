import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { ServerResponse } from 'node:http';
import type { StoredFrame } from './frame-store.js';

const HEARTBEAT_MS = 10_000;
/** A client that has not taken a frame for so long is gone, or too slow to be live. */
const STALLED_LIMIT_MS = 15_000;

/** How many streams may be open at once. */
export interface LiveLimits {
  readonly perAddress: number;
  readonly inAll: number;
}
export const LIVE_LIMITS = Symbol('LiveLimits');

/** Whoever is refused comes again after this time. */
const COME_AGAIN_SECONDS = 30;

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
  private readonly ofAddress = new Map<string, number>();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
  private latest: StoredFrame | null = null;

  constructor(@Inject(LIVE_LIMITS) private readonly limits: LiveLimits) {}

  /** The number of the newest frame seen. */
  get latestNumber(): number {
    return this.latest?.number ?? 0;
  }

  offer(frame: StoredFrame): void {
    if (frame.number <= this.latestNumber) return;
    this.latest = frame;
    for (const client of this.clients) client.offer(frame);
  }

  /** @throws AppError `too-many-streams` when this address, or all together, have as many open as they may */
  requireRoom(address: string): void {
    const open = this.ofAddress.get(address) ?? 0;
    if (open < this.limits.perAddress && this.clients.size < this.limits.inAll) return;
    throw new AppError('As many live streams are open as may be. Close one, or come again as Retry-After says.', {
      code: 'too-many-streams',
      retryable: true,
      kind: AppErrorKind.Unavailable,
      details: { retryAfterSeconds: COME_AGAIN_SECONDS },
    });
  }

  /** Serves a stream on a response that the caller has taken over, until either side ends it. */
  join(response: ServerResponse, address: string): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const client = new LiveClient(response);
    this.clients.add(client);
    this.ofAddress.set(address, (this.ofAddress.get(address) ?? 0) + 1);
    response.on('close', () => this.leave(client, address));
    response.on('error', () => this.leave(client, address));
    // Something must be sent at once, or a proxy keeps the answer's head to itself.
    response.write('retry: 1000\n\n');
    response.on('drain', () => this.latest && client.offer(this.latest));
    if (this.latest) client.offer(this.latest);
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    for (const client of this.clients) client.end();
  }

  private leave(client: LiveClient, address: string): void {
    if (!this.clients.delete(client)) return;
    const left = (this.ofAddress.get(address) ?? 1) - 1;
    if (left > 0) this.ofAddress.set(address, left);
    else this.ofAddress.delete(address);
  }

  private beat(): void {
    const now = Date.now();
    for (const client of this.clients) client.beat(now);
  }
}
