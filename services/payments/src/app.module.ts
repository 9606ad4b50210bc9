import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { CloseCase } from './application/close-case.js';
import { CountOpenCases } from './application/count-open-cases.js';
import { FollowDossier } from './application/follow-dossier.js';
import { RejudgeOrders } from './application/rejudge-orders.js';
import { JudgeReport } from './application/judge-report.js';
import { JudgeWaitingReports } from './application/judge-waiting-reports.js';
import { KeepReport } from './application/keep-report.js';
import { OpenAndResolveCases } from './application/open-and-resolve-cases.js';
import { ReadCases } from './application/read-cases.js';
import { ReadOrder } from './application/read-order.js';
import { RecordCounterCommand } from './application/record-counter-command.js';
import { StoreOrderStep } from './application/store-order-step.js';
import type { PaymentsSettings } from './config.js';
import { KeepOrderWhenDossierChanged } from './consumers/keep-order-when-dossier-changed.consumer.js';
import { CallbackBytes } from './http/callback-bytes.js';
import { CallbacksController } from './http/callbacks.controller.js';
import { CasesController } from './http/cases.controller.js';
import { GatewaySignatureGuard } from './http/gateway-signature.guard.js';
import { OrdersController } from './http/orders.controller.js';
import { RefusedReports } from './http/refused-reports.js';
import { CaseReader } from './persistence/case.reader.js';
import { CaseRepository } from './persistence/case.repository.js';
import {
  FeeOrderEntity,
  FeeOrderHistoryEntity,
  GatewayReportEntity,
  GatewayTransactionEntity,
} from './persistence/entities.js';
import { FeeOrderRepository } from './persistence/fee-order.repository.js';
import { ReportRepository } from './persistence/report.repository.js';
import { TransactionRepository } from './persistence/transaction.repository.js';
import { PROVINCE_AGENCY } from './province-agency.js';
import { CountOpenCasesEverySecond } from './schedules/count-open-cases-every-second.schedule.js';
import { RejudgeOrdersEverySecond } from './schedules/rejudge-orders-every-second.schedule.js';
import { JudgeWaitingReportsEverySecond } from './schedules/judge-waiting-reports-every-second.schedule.js';
import { GATEWAY_KEY, gatewayKeyOf, KEY_RING } from './secrets.js';

@Module({})
export class AppModule {
  static with(settings: PaymentsSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [FeeOrderEntity, FeeOrderHistoryEntity, GatewayReportEntity, GatewayTransactionEntity],
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'payments', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: paymentEvents,
          consumes: { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore },
        }),
      ],
      controllers: [OrdersController, CallbacksController, CasesController, KeepOrderWhenDossierChanged],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: PROVINCE_AGENCY, useValue: settings.PROVINCE_AGENCY },
        { provide: GATEWAY_KEY, useValue: gatewayKeyOf(settings.PAYMENT_GATEWAY_SECRET) },
        { provide: KEY_RING, useValue: settings.ENCRYPTION_KEYS },
        CallbackBytes,
        GatewaySignatureGuard,
        RefusedReports,
        Commands,
        FollowDossier,
        RecordCounterCommand,
        StoreOrderStep,
        ReadOrder,
        KeepReport,
        JudgeReport,
        JudgeWaitingReports,
        JudgeWaitingReportsEverySecond,
        RejudgeOrders,
        RejudgeOrdersEverySecond,
        OpenAndResolveCases,
        ReadCases,
        CloseCase,
        CountOpenCases,
        CountOpenCasesEverySecond,
        FeeOrderRepository,
        TransactionRepository,
        ReportRepository,
        CaseRepository,
        CaseReader,
      ],
    };
  }
}
