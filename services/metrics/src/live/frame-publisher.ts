import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Loop } from '@motcua/kernel';
import { KAFKA_OPTIONS, type KafkaOptions } from '@motcua/messaging';
import { type Frame, frameOf } from '../figures/index.js';
import { FoldBatch, FollowEvents, readProgress } from '../folding/index.js';
import { assessFreshness, FoldLag, RelayWatermarks, TopicEnds } from '../freshness/index.js';
import type { Instant } from '../time/index.js';
import { FrameStore } from './frame-store.js';
import { LiveFigures } from './live-figures.js';
import { PublisherSession } from './publisher-session.js';

/** Injection token for the URL of the service's database. */
export const DATABASE_URL = Symbol('DatabaseUrl');

const ELECTION_MS = 1_000;
const LOOK_MS = 250;
/** Between two frames, however much is folded meanwhile. */
const PACE_MS = 100;
/** A frame at least so often: its freshness ages. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Publishes frames, in one process of all: when something was folded, when a gauge changes by the passing of time, and
 * at least every second. Any fault ends its term as publisher; every replica may then take over.
 */
@Injectable()
export class FramePublisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FramePublisher.name);
  private readonly loop = new Loop({
    round: () => this.standForElection(),
    restMs: ELECTION_MS,
    onFailure: (error) =>
      this.logger.warn(`Publishing pauses: ${error instanceof Error ? error.message : String(error)}`),
  });
  /** The highest number that Redis was seen to hold: a restored database on a slow clock may begin below it. */
  private highest = 0;

  constructor(
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    @Inject(KAFKA_OPTIONS) private readonly kafka: KafkaOptions,
    private readonly watermarks: RelayWatermarks,
    private readonly events: FollowEvents,
    private readonly store: FrameStore,
    private readonly live: LiveFigures,
    foldBatch: FoldBatch,
  ) {
    foldBatch.onFolded(() => this.loop.wake());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async standForElection(): Promise<void> {
    const session = await PublisherSession.elect(this.databaseUrl);
    if (session) await this.serveTerm(session);
  }

  private async serveTerm(session: PublisherSession): Promise<void> {
    const lag = new FoldLag();
    const ends = new TopicEnds(this.kafka, lag);
    ends.start();
    try {
      await this.publishUntilStopped(session, lag);
    } finally {
      await session.end();
      await ends.stop();
    }
  }

  private async publishUntilStopped(session: PublisherSession, lag: FoldLag): Promise<void> {
    let folds = -1;
    let changesAt: Instant | null = null;
    let publishedAt = 0;
    while (!this.loop.isStopping) {
      const progress = await readProgress(session.query);
      lag.fold(progress);
      const foldsNow = progress.reduce((sum, row) => sum + row.folds, 0);
      const now = Date.now();
      const due = now - publishedAt >= LONGEST_PAUSE_MS || (changesAt !== null && now >= changesAt);
      if (foldsNow !== folds || due) {
        changesAt = await this.publish(session, lag);
        folds = foldsNow;
        publishedAt = now;
        await this.loop.rest(PACE_MS);
      }
      await this.loop.restUntilWoken(Math.max(0, Math.min(LOOK_MS, publishedAt + LONGEST_PAUSE_MS - Date.now())));
    }
  }

  private async publish(session: PublisherSession, lag: FoldLag): Promise<Instant | null> {
    const now = Date.now();
    const moment = performance.now();
    const { all: watermarks, brokerNow } = this.watermarks;
    const freshness = assessFreshness({
      brokerNow,
      watermarks,
      unfoldedForMs: lag.unfoldedFor(moment, brokerNow),
      topicsSeenAgoMs: lag.topicsSeenAt === null ? null : moment - lag.topicsSeenAt,
      foldFault: this.events.fault?.message ?? null,
    });
    const { number, result } = await session.numbered(this.highest, (query) => frameOf(query, now, freshness));
    const frame: Frame = { number, ...result.frame };
    const stored = { number, text: JSON.stringify(frame) };
    // The clients of this replica are served even while Redis is away.
    this.live.hear(stored);
    await this.store.put(stored).then(
      (held) => (this.highest = Math.max(this.highest, held)),
      (error: unknown) => this.logger.debug(`A frame was not stored: ${String(error)}`),
    );
    return result.nextChangeAt;
  }
}
