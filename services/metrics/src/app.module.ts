import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { type MetricsSettings, sourceUrlsOf } from './config.js';
import { FiguresController, PROVINCE_AGENCY } from './figures/index.js';
import { FoldBatch, FollowEvents } from './folding/index.js';
import { LatestFreshness, RelayWatermarks } from './freshness/index.js';
import {
  DATABASE_URL,
  FRAME_STORE_OPTIONS,
  FramePublisher,
  FrameStore,
  LIVE_LIMITS,
  LiveClients,
  LiveController,
  LiveFigures,
} from './live/index.js';
import { ConsistentReads } from './projection/index.js';
import { AuditController, AuditEveryHour, HOURLY_AUDIT_OPTIONS } from './proof/index.js';

@Module({})
export class AppModule {
  static with(settings: MetricsSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({ url: settings.DATABASE_URL }),
        // Nothing through handlers: FollowEvents folds whole batches. The outbox carries dead letters.
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'metrics', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
        }),
      ],
      controllers: [FiguresController, LiveController, AuditController],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: PROVINCE_AGENCY, useValue: settings.PROVINCE_AGENCY },
        {
          provide: LIVE_LIMITS,
          useValue: { perAddress: settings.LIVE_STREAMS_PER_ADDRESS, inAll: settings.LIVE_STREAMS },
        },
        { provide: DATABASE_URL, useValue: settings.DATABASE_URL },
        { provide: FRAME_STORE_OPTIONS, useValue: { url: settings.REDIS_URL, prefix: settings.REDIS_PREFIX } },
        FoldBatch,
        FollowEvents,
        RelayWatermarks,
        LatestFreshness,
        ConsistentReads,
        FrameStore,
        LiveClients,
        LiveFigures,
        FramePublisher,
        {
          provide: HOURLY_AUDIT_OPTIONS,
          useValue: { databaseUrl: settings.DATABASE_URL, sourceUrls: sourceUrlsOf(settings) },
        },
        AuditEveryHour,
      ],
    };
  }
}
