import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { calendarEvents, dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { ReadDossier } from './application/read-dossier.js';
import { RecordCommand } from './application/record-command.js';
import { StartClock } from './application/start-clock.js';
import { SubmitDossier } from './application/submit-dossier.js';
import type { IntakeSettings } from './config.js';
import { KeepCalendarWhenPublished } from './consumers/keep-calendar-when-published.consumer.js';
import { StartClockWhenPaymentSettled } from './consumers/start-clock-when-payment-settled.consumer.js';
import { CatalogueController } from './http/catalogue.controller.js';
import { DossiersController } from './http/dossiers.controller.js';
import { KEY_RING } from './key-ring.js';
import { CalendarRepository } from './persistence/calendar.repository.js';
import { CatalogueRepository } from './persistence/catalogue.repository.js';
import { DossierRepository } from './persistence/dossier.repository.js';
import { AgencyEntity, CalendarEntity, DossierHistoryEntity, ProcedureEntity } from './persistence/entities.js';

@Module({})
export class AppModule {
  static with(settings: IntakeSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [AgencyEntity, CalendarEntity, DossierHistoryEntity, ProcedureEntity],
          poolSize: 16,
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'intake', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: dossierEvents,
          consumes: { topics: [paymentEvents.topic, calendarEvents.topic], unknownEvents: UnknownEvents.Ignore },
        }),
      ],
      controllers: [DossiersController, CatalogueController, StartClockWhenPaymentSettled, KeepCalendarWhenPublished],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: KEY_RING, useValue: settings.ENCRYPTION_KEYS },
        Commands,
        SubmitDossier,
        RecordCommand,
        ReadDossier,
        StartClock,
        CatalogueRepository,
        CalendarRepository,
        DossierRepository,
      ],
    };
  }
}
