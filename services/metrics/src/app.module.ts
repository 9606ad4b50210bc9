import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { FoldBatch } from './application/fold-batch.js';
import { sourceUrlsOf, type MetricsSettings } from './config.js';
import { FollowEvents } from './consumers/follow-events.js';
import { AuditController } from './http/audit.controller.js';
import { FiguresController } from './http/figures.controller.js';
import { LiveController } from './http/live.controller.js';
import { DATABASE_URL, FramePublisher } from './live/frame-publisher.js';
import { FRAME_STORE_OPTIONS, FrameStore } from './live/frame-store.js';
import { LIVE_LIMITS, LiveClients } from './live/live-clients.js';
import { LiveFigures } from './live/live-figures.js';
import { RelayWatermarks } from './live/relay-watermarks.js';
import { Snapshot } from './persistence/snapshot.js';
import { PROVINCE_AGENCY } from './province-agency.js';
import { AuditEveryHour, HOURLY_AUDIT_OPTIONS } from './schedules/audit-every-hour.schedule.js';

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
        Snapshot,
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
