import 'reflect-metadata';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { EVENT_TOPICS, eventCatalogue } from '@motcua/contracts';
import { Readiness } from '@motcua/service-host';
import { AppModule as DeadlinesModule } from '../../services/deadlines/dist/app.module.js';
import { readDeadlinesSettings } from '../../services/deadlines/dist/config.js';
import { AppModule as IntakeModule } from '../../services/intake/dist/app.module.js';
import { readIntakeSettings } from '../../services/intake/dist/config.js';
import { AppModule as MetricsModule } from '../../services/metrics/dist/app.module.js';
import { readMetricsSettings } from '../../services/metrics/dist/config.js';
import { AppModule as PaymentsModule } from '../../services/payments/dist/app.module.js';
import { readPaymentsSettings } from '../../services/payments/dist/config.js';
import { AppModule as SurveysModule } from '../../services/surveys/dist/app.module.js';
import { readSurveysSettings } from '../../services/surveys/dist/config.js';

const bytes = Buffer.alloc(32).toString('base64');
/** Enough for the settings to be read; nothing is ever connected to. */
const env = {
  PORT: '0',
  DATABASE_URL: 'postgres://docs@127.0.0.1/docs',
  KAFKA_BROKERS: '127.0.0.1:9',
  REDIS_URL: 'redis://127.0.0.1:9',
  OIDC_ISSUER: 'http://127.0.0.1:9',
  ENCRYPTION_KEYS: `docs:${bytes}`,
  BLIND_INDEX_KEY: bytes,
  LOOK_UP_SECRET: bytes,
  PUBLIC_URL: 'http://127.0.0.1:9',
  NOTIFICATIONS: 'file:/docs',
  NOTIFICATIONS_FROM: 'docs@example.vn',
  PAYMENT_GATEWAY_SECRET: `whsec_${bytes}`,
  SURVEY_TOKEN_SECRET: bytes,
};

/** A service as its code declares it: routes and event handlers, without a running part. */
export interface DocumentedService {
  readonly name: string;
  readonly summary: string;
  readonly app: INestApplication;
  readonly controllers: readonly ControllerClass[];
  /** Types of the events that it takes in. */
  readonly receives: ReadonlySet<string>;
}

/** Nest's own metadata hangs on the class and on its methods. */
export type ControllerClass = { readonly name: string; readonly prototype: object };

const declarations: readonly {
  readonly name: string;
  readonly summary: string;
  readonly module: () => DynamicModule;
}[] = [
  {
    name: 'intake',
    summary: 'Dossiers and their life-cycle, agencies, procedures, applicants.',
    module: () => IntakeModule.with(readIntakeSettings(env)),
  },
  {
    name: 'deadlines',
    summary: 'Due instants after receipt, pauses, notices, working calendars.',
    module: () => DeadlinesModule.with(readDeadlinesSettings(env)),
  },
  {
    name: 'payments',
    summary: 'Fee orders, gateway callbacks, cash at the counter, refunds.',
    module: () => PaymentsModule.with(readPaymentsSettings(env)),
  },
  {
    name: 'surveys',
    summary: 'Invitations, one-use tokens, answers.',
    module: () => SurveysModule.with(readSurveysSettings(env)),
  },
  {
    name: 'metrics',
    summary: 'Indicators, rankings, gauges, live frames, recount.',
    module: () => MetricsModule.with(readMetricsSettings(env)),
  },
];

export async function documentedServices(): Promise<readonly DocumentedService[]> {
  const services: DocumentedService[] = [];
  for (const { name, summary, module } of declarations) {
    // Preview: the graph is resolved, but no provider is made, so neither database nor broker is asked for.
    const app = await NestFactory.create(hosted(module()), new FastifyAdapter(), {
      preview: true,
      logger: false,
      abortOnError: false,
    });
    const controllers = controllersOf(app);
    services.push({ name, summary, app, controllers, receives: receivedBy(name, controllers) });
  }
  return services;
}

class Host {}

/** What libs/service-host gives to every service, without its routes. */
function hosted(service: DynamicModule): DynamicModule {
  return { module: Host, global: true, imports: [service], providers: [Readiness], exports: [Readiness] };
}

/** Methods of a controller by name. */
export function methodsOf({ prototype }: ControllerClass): readonly (readonly [string, object])[] {
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    return name !== 'constructor' && typeof method === 'function' ? [[name, method] as const] : [];
  });
}

function controllersOf(app: INestApplication): readonly ControllerClass[] {
  return [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? [metatype as unknown as ControllerClass] : [],
    ),
  );
}

/** Handlers name the types they take; metrics has none, it folds the whole topics. */
function receivedBy(name: string, controllers: readonly ControllerClass[]): ReadonlySet<string> {
  const figures: readonly string[] = EVENT_TOPICS;
  if (name === 'metrics') {
    return new Set(
      [...eventCatalogue.values()].filter(({ family }) => figures.includes(family.topic)).map(({ type }) => type),
    );
  }
  const patterns = controllers.flatMap(methodsOf).flatMap(([, method]) => {
    const pattern: unknown = Reflect.getMetadata('microservices:pattern', method);
    return pattern === undefined ? [] : [pattern].flat(2);
  });
  return new Set(patterns.filter((pattern) => typeof pattern === 'string'));
}
