import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { ConnectionDrain } from './connection-drain.js';
import { HealthController, Readiness } from './health.controller.js';

/** Root of every process: the service's own module and its health. */
@Global()
@Module({ controllers: [HealthController], providers: [Readiness, ConnectionDrain], exports: [Readiness] })
export class HostModule {
  static around(service: DynamicModule | Type): DynamicModule {
    return { module: HostModule, imports: [service] };
  }
}
