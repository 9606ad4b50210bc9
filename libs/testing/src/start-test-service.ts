import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@motcua/service-host';

/** A service as it runs in production, inside the spec's process. */
export interface TestService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Stops it in order: HTTP, consumers, relay, pools. */
  stop(): Promise<void>;
}

/** Starts a service on a free port of loopback; only errors are logged. */
export async function startTestService(name: string, service: DynamicModule | Type): Promise<TestService> {
  const app = await createService(name, { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'error' }, service);
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), app, stop: () => app.close() };
}
