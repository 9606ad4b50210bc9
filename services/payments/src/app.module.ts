import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@motcua/auth';
import { dossierEvents, paymentEvents } from '@motcua/contracts';
import { Commands } from '@motcua/http';
import { CLOCK, systemClock } from '@motcua/kernel';
import { MessagingModule, UnknownEvents } from '@motcua/messaging';
import { PersistenceModule } from '@motcua/persistence';
import { Webhook } from 'standardwebhooks';
import { FollowDossier } from './application/follow-dossier.js';
import { ReadOrder } from './application/read-order.js';
import { RecordCounterCommand } from './application/record-counter-command.js';
import { RecordGatewayReport } from './application/record-gateway-report.js';
import type { PaymentsSettings } from './config.js';
import { KeepOrderWhenDossierChanged } from './consumers/keep-order-when-dossier-changed.consumer.js';
import { CallbacksController } from './http/callbacks.controller.js';
import { GatewaySignatureGuard } from './http/gateway-signature.guard.js';
import { OrdersController } from './http/orders.controller.js';
import { FeeOrderEntity, FeeOrderHistoryEntity, GatewayTransactionEntity } from './persistence/entities.js';
import { FeeOrderRepository } from './persistence/fee-order.repository.js';
import { TransactionRepository } from './persistence/transaction.repository.js';

@Module({})
export class AppModule {
  static with(settings: PaymentsSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.with({ issuer: settings.OIDC_ISSUER, audience: 'motcua' }),
        PersistenceModule.with({
          url: settings.DATABASE_URL,
          entities: [FeeOrderEntity, FeeOrderHistoryEntity, GatewayTransactionEntity],
        }),
        MessagingModule.with({
          kafka: { brokers: settings.KAFKA_BROKERS, clientId: 'payments', topicPrefix: settings.KAFKA_TOPIC_PREFIX },
          publishes: paymentEvents,
          consumes: { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore },
        }),
      ],
      controllers: [OrdersController, CallbacksController, KeepOrderWhenDossierChanged],
      providers: [
        { provide: CLOCK, useValue: systemClock },
        { provide: Webhook, useFactory: () => new Webhook(settings.PAYMENT_GATEWAY_SECRET) },
        GatewaySignatureGuard,
        Commands,
        FollowDossier,
        RecordGatewayReport,
        RecordCounterCommand,
        ReadOrder,
        FeeOrderRepository,
        TransactionRepository,
      ],
    };
  }
}
