import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EntitySchema } from 'typeorm';
import { Retention } from './retention.js';
import { UnitOfWork } from './unit-of-work.js';

export interface PersistenceOptions {
  /** Of the service's own role: it may change rows, never tables. */
  readonly url: string;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own word for an entity class
  readonly entities?: readonly (Function | EntitySchema)[];
  /** @default 10 */
  readonly poolSize?: number;
}

/** One data source and one `UnitOfWork` for the whole service. */
@Global()
@Module({})
export class PersistenceModule {
  static with(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: options.url,
          entities: [...(options.entities ?? [])],
          retryAttempts: 30,
          retryDelay: 500,
          extra: {
            max: options.poolSize ?? 10,
            connectionTimeoutMillis: 5_000,
            // A process that was stopped in the middle of a transaction must not hold its locks for ever.
            options: '-c idle_in_transaction_session_timeout=60000 -c statement_timeout=60000',
          },
        }),
      ],
      providers: [UnitOfWork, Retention],
      exports: [UnitOfWork, Retention, TypeOrmModule],
    };
  }
}
