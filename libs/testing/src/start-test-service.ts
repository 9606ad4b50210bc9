import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@motcua/service-host';

/** A service as it runs in production, inside the spec's process. */
export interface TestService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Every route that it serves, `GET /dossiers/:id`, in order; HEAD, which stands for GET, apart. */
  readonly routes: readonly string[];
  /** Stops it in order: HTTP, consumers, relay, pools. */
  stop(): Promise<void>;
}

/** Starts a service on a free port of loopback; only errors are logged. It trusts `X-Forwarded-For`. */
export async function startTestService(name: string, service: DynamicModule | Type): Promise<TestService> {
  const settings = { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'error', TRUSTED_PROXIES: ['loopback'] } as const;
  const routes = new Set<string>();
  const app = await createService(name, settings, service, {
    configure: async (configured) => {
      const server = configured.getHttpAdapter().getInstance();
      server.addHook('onRoute', ({ method, url }) => {
        for (const each of [method].flat().filter((verb) => verb !== 'HEAD')) routes.add(`${each} ${url}`);
      });
    },
  });
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), app, routes: [...routes].sort(), stop: () => app.close() };
}
