import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { deadlineEvents, dossierEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { ExtendDeadline } from './application/extend-deadline.js';
import { FollowDossier } from './application/follow-dossier.js';
import { GiveNotices } from './application/give-notices.js';
import { PublishCalendar } from './application/publish-calendar.js';
import { PublishCalendars } from './application/publish-calendars.js';
import { ReadDeadline } from './application/read-deadline.js';
import { ReadWorkList } from './application/read-work-list.js';
import { ReprojectDeadlines } from './application/reproject-deadlines.js';
import { UnparkClocks } from './application/unpark-clocks.js';
import type { DeadlinesSettings } from './config.js';
import { FollowDossierWhenItChanges } from './consumers/follow-dossier-when-it-changes.consumer.js';
import { CalendarsController } from './http/calendars.controller.js';
import { DeadlinesController } from './http/deadlines.controller.js';
import { WorkListsController } from './http/work-lists.controller.js';
import { CalendarProposalRepository } from './persistence/calendar-proposal.repository.js';
import { CalendarRepository } from './persistence/calendar.repository.js';
import { DeadlineRepository } from './persistence/deadline.repository.js';
import {
  CalendarEditionEntity,
  CalendarEntity,
  CalendarProposalEntity,
  DeadlineEntity,
} from './persistence/entities.js';
import { NoticeRepository } from './persistence/notice.repository.js';
import { ParkedClockRepository } from './persistence/parked-clock.repository.js';
import { ReprojectionRepository } from './persistence/reprojection.repository.js';
import { WorkListRepository } from './persistence/work-list.repository.js';
import { PROVINCE_AGENCY } from './province-agency.js';
import { GiveNoticesEverySecond } from './schedules/give-notices-every-second.schedule.js';
import { ReprojectEverySecond } from './schedules/reproject-every-second.schedule.js';
import { UnparkClocksEverySecond } from './schedules/unpark-clocks-every-second.schedule.js';

@Module({})
export class AppModule {
  static with(settings: DeadlinesSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [CalendarEditionEntity, CalendarEntity, CalendarProposalEntity, DeadlineEntity],
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'deadlines', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: deadlineEvents,
          consumes: { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore },
        }),
      ],
      controllers: [DeadlinesController, WorkListsController, CalendarsController, FollowDossierWhenItChanges],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: PROVINCE_AGENCY, useValue: settings.PROVINCE_AGENCY },
        Commands,
        PublishCalendar,
        PublishCalendars,
        ReprojectDeadlines,
        ReprojectEverySecond,
        UnparkClocks,
        UnparkClocksEverySecond,
        ExtendDeadline,
        ReadWorkList,
        FollowDossier,
        GiveNotices,
        GiveNoticesEverySecond,
        ReadDeadline,
        CalendarProposalRepository,
        CalendarRepository,
        DeadlineRepository,
        NoticeRepository,
        ParkedClockRepository,
        ReprojectionRepository,
        WorkListRepository,
      ],
    };
  }
}
