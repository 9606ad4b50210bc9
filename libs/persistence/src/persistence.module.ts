import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import type { EntitySchema } from 'typeorm';
import { Retention } from './retention.js';
import { sessionOptions, type SessionLimits } from './session-limits.js';
import { BACKGROUND, BackgroundUnitOfWork, UnitOfWork } from './unit-of-work.js';

export interface PersistenceOptions {
  /** URL of the service's own role, which may change rows, never tables. */
  readonly url: string;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity class
  readonly entities?: readonly (Function | EntitySchema)[];
  /** Connections for requests, and as many again for consumers and schedules. @default 10 */
  readonly poolSize?: number;
}

/** People wait for the answer; the longest statement is a search or a page of an export. */
const REQUESTS: SessionLimits = { lockMs: 5_000, statementMs: 60_000 };
/** An event or a batch takes milliseconds; one that takes longer is retried. */
const BACKGROUND_WORK: SessionLimits = { lockMs: 2_000, statementMs: 8_000 };

/** Two data sources of one database, each with its `UnitOfWork`: for requests, and for consumers and schedules. */
@Global()
@Module({})
export class PersistenceModule {
  static with(options: PersistenceOptions): DynamicModule {
    const dataSource = (limits: SessionLimits): TypeOrmModuleOptions => ({
      type: 'postgres',
      url: options.url,
      entities: [...(options.entities ?? [])],
      retryAttempts: 30,
      retryDelay: 500,
      extra: { max: options.poolSize ?? 10, ...sessionOptions(limits) },
    });
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRoot(dataSource(REQUESTS)),
        TypeOrmModule.forRoot({ name: BACKGROUND, ...dataSource(BACKGROUND_WORK) }),
      ],
      providers: [UnitOfWork, BackgroundUnitOfWork, Retention],
      exports: [UnitOfWork, BackgroundUnitOfWork, Retention, TypeOrmModule],
    };
  }
}
