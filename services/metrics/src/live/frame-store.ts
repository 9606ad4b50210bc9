import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Loop } from '@motcua/kernel';
import { createClient } from 'redis';
import { setTimeout as delay } from 'node:timers/promises';

export interface FrameStoreOptions {
  readonly url: string;
  /** Before each key and channel, so that several installations share one Redis. @default 'motcua:' */
  readonly prefix?: string;
}

/** Injection token for {@link FrameStoreOptions}. */
export const FRAME_STORE_OPTIONS = Symbol('FrameStoreOptions');

/** A frame as it is stored and sent. */
export interface StoredFrame {
  readonly number: number;
  /** JSON of the whole frame. */
  readonly text: string;
}

/** Sets the frame and wakes the listeners, unless one with the same or a higher number is there; answers the number there. */
const PUT = `
  local held = redis.call('hget', KEYS[1], 'number')
  if held and tonumber(held) >= tonumber(ARGV[1]) then return held end
  redis.call('hset', KEYS[1], 'number', ARGV[1], 'frame', ARGV[2])
  redis.call('publish', KEYS[2], ARGV[1])
  return ARGV[1]`;

const ANSWER_LIMIT_MS = 2_000;
const PULL_MS = 1_000;

type Redis = ReturnType<typeof createClient>;

/**
 * The latest frame, in Redis. A publisher that was asleep cannot put an older frame over a newer one. The channel only
 * wakes: listeners fetch the frame, and look once a second anyway. Redis may be emptied or restarted at any time; the
 * next frame fills it again.
 */
@Injectable()
export class FrameStore implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FrameStore.name);
  private readonly commands: Redis;
  private readonly wakes: Redis;
  private readonly key: string;
  private readonly channel: string;
  private readonly pulling = new Loop({ round: () => this.pull(), restMs: PULL_MS, onFailure: () => undefined });
  private listener: (frame: StoredFrame) => void = () => undefined;
  private reached = true;

  constructor(@Inject(FRAME_STORE_OPTIONS) { url, prefix = 'motcua:' }: FrameStoreOptions) {
    this.key = `${prefix}live:frame`;
    this.channel = `${prefix}live:wake`;
    this.commands = this.connectable(url);
    this.wakes = this.connectable(url);
  }

  onApplicationBootstrap(): void {
    void this.connect(this.commands);
    void this.connect(this.wakes).then(() => this.wakes.subscribe(this.channel, () => void this.pull()));
    this.pulling.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const stopped = this.pulling.stop();
    this.commands.destroy();
    this.wakes.destroy();
    await stopped;
  }

  /** Gets the stored frame at each wake and each second; the same one may come again. */
  onFrame(listener: (frame: StoredFrame) => void): void {
    this.listener = listener;
  }

  /**
   * Stores a frame unless a newer one is there; answers the number that is there then. Rejects when Redis does not answer;
   * the next frame may be put again.
   */
  async put({ number, text }: StoredFrame): Promise<number> {
    const held = await this.answered(
      this.commands.eval(PUT, { keys: [this.key, this.channel], arguments: [String(number), text] }),
    );
    return Number(held);
  }

  private async pull(): Promise<void> {
    try {
      const [number, text] = await this.answered(this.commands.hmGet(this.key, ['number', 'frame']));
      if (typeof number === 'string' && typeof text === 'string') this.listener({ number: Number(number), text });
      this.reached = true;
    } catch (error) {
      if (this.reached && !this.pulling.isStopping) this.logger.warn(`Redis does not answer: ${String(error)}`);
      this.reached = false;
    }
  }

  private async answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const limit = new AbortController();
    const late = delay(ANSWER_LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
      throw new Error(`no answer within ${ANSWER_LIMIT_MS} ms`);
    });
    // Whichever loses must not end as an unhandled rejection.
    late.catch(() => undefined);
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } finally {
      limit.abort();
    }
  }

  private connectable(url: string): Redis {
    const client = createClient({
      url,
      disableOfflineQueue: true,
      pingInterval: 2_000,
      socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1_000) },
    });
    client.on('error', (error: unknown) => this.logger.debug(`Redis: ${String(error)}`));
    return client as unknown as Redis;
  }

  /** The strategy reconnects for ever; only a client that was destroyed meanwhile rejects. */
  private async connect(client: Redis): Promise<void> {
    await client.connect().catch((error: unknown) => {
      if (!this.pulling.isStopping) this.logger.error(`Redis cannot be connected to: ${String(error)}`);
    });
  }
}
