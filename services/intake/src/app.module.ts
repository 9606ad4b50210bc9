import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { calendarEvents, deadlineEvents, dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { ApplicantRepository, KEY_RING, LOOK_UP_SECRET, LookUpLinks, PersonalDataAccess } from './applicants/index.js';
import { AgencyEntity, CatalogueController, CatalogueRepository, ProcedureEntity } from './catalogue/index.js';
import {
  AwaitCalendar,
  CalendarEditionEntity,
  CalendarRepository,
  DeadlineRepository,
  KeepCalendarWhenPublished,
  KeepDeadline,
  KeepDeadlineWhenItChanges,
} from './clocks/index.js';
import type { IntakeSettings } from './config.js';
import {
  ApplicantsController,
  DossierHistoryEntity,
  DossierRepository,
  DossiersController,
  FollowPayment,
  FollowPaymentWhenItChanges,
  OpenDossierRepository,
  PaymentRepository,
  PrepareCommand,
  ReadApplicant,
  ReadDossier,
  RecordCommand,
  SubmitDossier,
  TransferFromEndedAgencies,
  TransferFromEndedAgenciesEveryMinute,
} from './dossiers/index.js';
import {
  FormPrinter,
  FormsController,
  GatherFormFacts,
  GatherRegister,
  PrintDossierForm,
  PrintRegister,
} from './forms/index.js';
import { LookUpDossier, LookUpRepository, LookUpsController } from './look-ups/index.js';
import {
  channelOf,
  NOTIFICATION_CHANNEL,
  NotificationRepository,
  SendDueNotifications,
  SendNotifications,
  TellApplicant,
} from './notifications/index.js';
import {
  BlindIndex,
  DuplicateRepository,
  ExportDossiers,
  FindLikelyDuplicates,
  ReindexDossiersOnceStarted,
  ResolveSearch,
  SearchController,
  SearchDossiers,
  SearchIndexRepository,
  SearchRepository,
  Workbooks,
} from './search/index.js';

@Module({})
export class AppModule {
  static with(settings: IntakeSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [AgencyEntity, CalendarEditionEntity, DossierHistoryEntity, ProcedureEntity],
          poolSize: 16,
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'intake', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: dossierEvents,
          consumes: {
            topics: [paymentEvents.topic, calendarEvents.topic, deadlineEvents.topic],
            unknownEvents: UnknownEvents.Ignore,
          },
        }),
      ],
      controllers: [
        DossiersController,
        SearchController,
        ApplicantsController,
        LookUpsController,
        FormsController,
        CatalogueController,
        FollowPaymentWhenItChanges,
        KeepCalendarWhenPublished,
        KeepDeadlineWhenItChanges,
      ],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: KEY_RING, useValue: settings.ENCRYPTION_KEYS },
        { provide: LOOK_UP_SECRET, useValue: settings.LOOK_UP_SECRET },
        { provide: LookUpLinks, useValue: new LookUpLinks(settings.PUBLIC_URL, settings.LOOK_UP_SECRET) },
        { provide: NOTIFICATION_CHANNEL, useValue: channelOf(settings) },
        { provide: BlindIndex, useValue: new BlindIndex(settings.BLIND_INDEX_KEY) },
        Commands,
        AwaitCalendar,
        SubmitDossier,
        FindLikelyDuplicates,
        DuplicateRepository,
        ReindexDossiersOnceStarted,
        RecordCommand,
        PrepareCommand,
        ReadDossier,
        ReadApplicant,
        GatherFormFacts,
        PrintDossierForm,
        GatherRegister,
        PrintRegister,
        FormPrinter,
        FollowPayment,
        KeepDeadline,
        TellApplicant,
        SendDueNotifications,
        SendNotifications,
        NotificationRepository,
        TransferFromEndedAgencies,
        TransferFromEndedAgenciesEveryMinute,
        CatalogueRepository,
        CalendarRepository,
        DeadlineRepository,
        DossierRepository,
        OpenDossierRepository,
        PaymentRepository,
        LookUpDossier,
        LookUpRepository,
        ApplicantRepository,
        PersonalDataAccess,
        SearchIndexRepository,
        SearchRepository,
        ResolveSearch,
        SearchDossiers,
        ExportDossiers,
        Workbooks,
      ],
    };
  }
}
