import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { dossierEvents, surveyEvents } from '@motcua/contracts';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { AnswerSurvey } from './application/answer-survey.js';
import { FollowDossier } from './application/follow-dossier.js';
import { ReadInvitations } from './application/read-invitations.js';
import type { SurveysSettings } from './config.js';
import { InviteWhenDossierReachedStage } from './consumers/invite-when-dossier-reached-stage.consumer.js';
import { AnswersController } from './http/answers.controller.js';
import { InvitationsController } from './http/invitations.controller.js';
import { RefusedAnswers } from './http/refused-answers.js';
import { AnswerRepository } from './persistence/answer.repository.js';
import { AnswerEntity, InvitationEntity, SurveyEntity } from './persistence/entities.js';
import { InvitationAccess } from './persistence/invitation-access.js';
import { SurveyRepository } from './persistence/survey.repository.js';
import { KEY_RING, TOKEN_SECRET } from './secrets.js';

@Module({})
export class AppModule {
  static with(settings: SurveysSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [AnswerEntity, InvitationEntity, SurveyEntity],
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'surveys', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: surveyEvents,
          consumes: { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore },
        }),
      ],
      controllers: [InvitationsController, AnswersController, InviteWhenDossierReachedStage],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: KEY_RING, useValue: settings.ENCRYPTION_KEYS },
        { provide: TOKEN_SECRET, useValue: settings.SURVEY_TOKEN_SECRET },
        FollowDossier,
        AnswerSurvey,
        ReadInvitations,
        RefusedAnswers,
        AnswerRepository,
        InvitationAccess,
        SurveyRepository,
      ],
    };
  }
}
