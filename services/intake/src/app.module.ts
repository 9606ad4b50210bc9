import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { calendarEvents, deadlineEvents, dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { AwaitCalendar } from './application/await-calendar.js';
import { ExportDossiers } from './application/export-dossiers.js';
import { FindLikelyDuplicates } from './application/find-likely-duplicates.js';
import { FollowPayment } from './application/follow-payment.js';
import { GatherFormFacts } from './application/gather-form-facts.js';
import { GatherRegister } from './application/gather-register.js';
import { KeepDeadline } from './application/keep-deadline.js';
import { LookUpDossier } from './application/look-up-dossier.js';
import { PrepareCommand } from './application/prepare-command.js';
import { PrintDossierForm } from './application/print-dossier-form.js';
import { PrintRegister } from './application/print-register.js';
import { ReadApplicant } from './application/read-applicant.js';
import { ReadDossier } from './application/read-dossier.js';
import { RecordCommand } from './application/record-command.js';
import { ResolveSearch } from './application/resolve-search.js';
import { SearchDossiers } from './application/search-dossiers.js';
import { SubmitDossier } from './application/submit-dossier.js';
import { TellApplicant } from './application/tell-applicant.js';
import { TransferFromEndedAgencies } from './application/transfer-from-ended-agencies.js';
import type { IntakeSettings } from './config.js';
import { KeepCalendarWhenPublished } from './consumers/keep-calendar-when-published.consumer.js';
import { KeepDeadlineWhenItChanges } from './consumers/keep-deadline-when-it-changes.consumer.js';
import { FollowPaymentWhenItChanges } from './consumers/follow-payment-when-it-changes.consumer.js';
import { FormPrinter } from './forms/form-printer.js';
import { ApplicantsController } from './http/applicants.controller.js';
import { CatalogueController } from './http/catalogue.controller.js';
import { DossiersController } from './http/dossiers.controller.js';
import { FormsController } from './http/forms.controller.js';
import { LookUpsController } from './http/look-ups.controller.js';
import { SearchController } from './http/search.controller.js';
import { KEY_RING } from './key-ring.js';
import { LookUpLinks } from './look-up-link.js';
import { LOOK_UP_SECRET } from './look-up-token.js';
import { channelOf } from './notifications/channel-of.js';
import { NOTIFICATION_CHANNEL } from './notifications/notification-channel.js';
import { SendDueNotifications } from './notifications/send-due-notifications.js';
import { ApplicantRepository } from './persistence/applicant.repository.js';
import { CalendarRepository } from './persistence/calendar.repository.js';
import { CatalogueRepository } from './persistence/catalogue.repository.js';
import { DeadlineRepository } from './persistence/deadline.repository.js';
import { DossierRepository } from './persistence/dossier.repository.js';
import { AgencyEntity, CalendarEditionEntity, DossierHistoryEntity, ProcedureEntity } from './persistence/entities.js';
import { DuplicateRepository } from './persistence/duplicate.repository.js';
import { LookUpRepository } from './persistence/look-up.repository.js';
import { OpenDossierRepository } from './persistence/open-dossier.repository.js';
import { NotificationRepository } from './persistence/notification.repository.js';
import { PaymentRepository } from './persistence/payment.repository.js';
import { PersonalDataAccess } from './persistence/personal-data-access.js';
import { SearchIndexRepository } from './persistence/search-index.repository.js';
import { SearchRepository } from './persistence/search.repository.js';
import { ReindexDossiersOnceStarted } from './schedules/reindex-dossiers-once-started.schedule.js';
import { SendNotifications } from './schedules/send-notifications.schedule.js';
import { TransferFromEndedAgenciesEveryMinute } from './schedules/transfer-from-ended-agencies-every-minute.schedule.js';
import { BlindIndex } from './search/blind-index.js';
import { Workbooks } from './search/workbooks.js';

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
