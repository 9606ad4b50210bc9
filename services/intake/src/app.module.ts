import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { calendarEvents, deadlineEvents, dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import * as applicants from './applicants/index.js';
import * as catalogue from './catalogue/index.js';
import * as clocks from './clocks/index.js';
import type { IntakeSettings } from './config.js';
import * as dossiers from './dossiers/index.js';
import * as forms from './forms/index.js';
import * as lookUps from './look-ups/index.js';
import * as notifications from './notifications/index.js';
import * as search from './search/index.js';

/** What a process of intake does: answers people, or does what nobody waits for. */
export type ProcessRole = 'counter' | 'worker';

/** Each runs in the transaction of what it follows, in this order. */
const followers = [
  follow(dossiers.AFTER_CHANGE, search.IndexDossiers, notifications.NotifyOfChange),
  follow(clocks.AFTER_CLOCK_CHANGE, notifications.NotifyOfClock),
];

/** What both roles write and read with. */
const shared = [
  applicants.ApplicantRepository,
  applicants.PersonalDataAccess,
  catalogue.CatalogueRepository,
  clocks.CalendarRepository,
  clocks.DeadlineRepository,
  dossiers.DossierRepository,
  dossiers.PaymentRepository,
  notifications.NotificationRepository,
  notifications.NotifyApplicant,
  search.SearchIndexRepository,
  ...followers.flat(),
];

interface Role {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

const roles: Readonly<Record<ProcessRole, Role>> = {
  counter: {
    controllers: [
      dossiers.DossiersController,
      search.SearchController,
      dossiers.ApplicantsController,
      lookUps.LookUpsController,
      forms.FormsController,
      catalogue.CatalogueController,
    ],
    providers: [
      Commands,
      clocks.AwaitCalendar,
      dossiers.SubmitDossier,
      { provide: dossiers.LIKELY_DUPLICATES, useClass: search.FindLikelyDuplicates },
      dossiers.CommandRights,
      dossiers.RecordCommand,
      dossiers.PrepareCommand,
      dossiers.ReadDossier,
      dossiers.ReadApplicant,
      search.SearchDossiers,
      search.ExportDossiers,
      search.ResolveSearch,
      search.SearchRepository,
      search.DuplicateRepository,
      search.Workbooks,
      lookUps.LookUpDossier,
      lookUps.LookUpRepository,
      forms.PrintDossierForm,
      forms.GatherFormFacts,
      forms.PrintRegister,
      forms.GatherRegister,
      { provide: dossiers.RECEIVED_DOSSIERS, useClass: search.FindReceivedDossiers },
      forms.FormPrinter,
    ],
  },
  worker: {
    controllers: [
      dossiers.FollowPaymentWhenItChanges,
      clocks.KeepCalendarWhenPublished,
      clocks.KeepDeadlineWhenItChanges,
    ],
    providers: [
      dossiers.FollowPayment,
      clocks.KeepDeadline,
      dossiers.TransferFromEndedAgencies,
      dossiers.TransferFromEndedAgenciesEveryMinute,
      dossiers.OpenDossierRepository,
      notifications.SendDueNotifications,
      notifications.SendNotifications,
      search.ReindexDossiersOnceStarted,
    ],
  },
};

@Module({})
export class AppModule {
  /** @param role @default both, in one process */
  static with(settings: IntakeSettings, role?: ProcessRole): DynamicModule {
    const played = role ? [roles[role]] : Object.values(roles);
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [
            catalogue.AgencyEntity,
            clocks.CalendarEditionEntity,
            dossiers.DossierHistoryEntity,
            catalogue.ProcedureEntity,
          ],
          poolSize: 16,
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'intake', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: dossierEvents,
          consumes: {
            topics: [paymentEvents.topic, calendarEvents.topic, deadlineEvents.topic],
            unknownEvents: UnknownEvents.Ignore,
            here: role !== 'counter',
          },
        }),
      ],
      controllers: played.flatMap(({ controllers }) => controllers),
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: applicants.KEY_RING, useValue: settings.ENCRYPTION_KEYS },
        { provide: applicants.LOOK_UP_SECRET, useValue: settings.LOOK_UP_SECRET },
        {
          provide: applicants.LookUpLinks,
          useValue: new applicants.LookUpLinks(settings.PUBLIC_URL, settings.LOOK_UP_SECRET),
        },
        { provide: notifications.NOTIFICATION_CHANNEL, useValue: notifications.channelOf(settings) },
        { provide: search.BlindIndex, useValue: new search.BlindIndex(settings.BLIND_INDEX_KEY) },
        ...shared,
        ...played.flatMap((each) => each.providers),
      ],
    };
  }
}

/** Makes the ordered list that hangs on a token. */
function follow(provide: symbol, ...inject: readonly Type[]): readonly Provider[] {
  return [...inject, { provide, useFactory: (...all: unknown[]) => all, inject: [...inject] }];
}
