import 'reflect-metadata';
import { ConsoleLogger, Logger, type DynamicModule, type Type } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandAnswerInterceptor, ProblemFilter } from '@motcua/http';
import { EventStrategy, TopicAgreement } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { collectDefaultMetrics } from 'prom-client';
import { frontOptions, keepNothing, takeJsonOnly } from './front-of-service.js';
import { Readiness } from './health.controller.js';
import { HostModule } from './host.module.js';
import { listeningPlace } from './listening-place.js';

export interface HostSettings {
  readonly PORT: number;
  readonly HOST: string;
  readonly LOG_LEVEL: 'debug' | 'log' | 'warn' | 'error';
  /** Whose `X-Forwarded-*` headers are trusted. @default nobody's */
  readonly TRUSTED_PROXIES?: readonly string[];
}

export interface RunServiceOptions {
  /** Changes the application before it listens (Fastify plugins). @default nothing */
  readonly configure?: (app: NestFastifyApplication) => Promise<void>;
  /** How long a request may take to arrive as a whole. @default 30 s */
  readonly requestTimeoutMs?: number;
}

const LEVELS = ['debug', 'log', 'warn', 'error', 'fatal'] as const;

/** The application of a service, with the same set-up for all services; it does not listen yet. */
export async function createService(
  name: string,
  settings: HostSettings,
  service: DynamicModule | Type,
  options: RunServiceOptions = {},
): Promise<NestFastifyApplication> {
  const { configure, ...front } = options;
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.around(service),
    new FastifyAdapter(frontOptions({ ...front, trustedProxies: settings.TRUSTED_PROXIES ?? [] })),
    {
      bodyParser: false,
      abortOnError: false,
      logger: new ConsoleLogger(name, { json: true, logLevels: LEVELS.slice(LEVELS.indexOf(settings.LOG_LEVEL)) }),
    },
  );
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new CommandAnswerInterceptor());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  checkDatabase(app);
  takeJsonOnly(app.getHttpAdapter().getInstance());
  keepNothing(app.getHttpAdapter().getInstance());
  await configure?.(app);
  await checkTopic(app);
  connectEvents(app);
  return app;
}

/**
 * Runs a service until SIGTERM or SIGINT: then it accepts nothing more, finishes requests and event batches, and closes its
 * connections. An error at start is one line on standard error and exit code 1; so is a database that is found to be behind its
 * topic later.
 */
export async function runService(
  name: string,
  settings: HostSettings,
  service: DynamicModule | Type,
  options: RunServiceOptions = {},
): Promise<void> {
  try {
    collectDefaultMetrics();
    const app = await createService(name, settings, service, options);
    optional(app, TopicAgreement)?.onRefused((fault) => {
      console.error(`${name} cannot go on: ${String(fault)}`);
      process.exit(1);
    });
    await app.startAllMicroservices();
    await app.listen(settings.PORT, settings.HOST);
    new Logger(name).log(`Listening on ${listeningPlace(app.getHttpServer().address())}.`);
  } catch (error) {
    const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(busy ? `${name}: port ${settings.PORT} is taken.` : `${name} cannot start: ${String(error)}`);
    process.exit(1);
  }
}

function connectEvents(app: NestFastifyApplication): void {
  const strategy = optional(app, EventStrategy);
  if (!strategy) return;
  app.connectMicroservice({ strategy }, { inheritAppConfig: true });
}

/** Runs before the service serves, consumes or sends anything. */
async function checkTopic(app: NestFastifyApplication): Promise<void> {
  try {
    await optional(app, TopicAgreement)?.checkAtStart();
  } catch (error) {
    await app.close();
    throw error;
  }
}

function checkDatabase(app: NestFastifyApplication): void {
  const unitOfWork = optional(app, UnitOfWork);
  if (!unitOfWork) return;
  app.get(Readiness).add({ name: 'database', check: () => unitOfWork.run((tx) => tx.query('select 1')) });
}

/** A provider that not every service has; read through ModuleRef, because the application would log a miss as an error. */
function optional<T>(app: NestFastifyApplication, token: abstract new (...args: never[]) => T): T | null {
  try {
    return app.get(ModuleRef).get<T>(token as Type<T>, { strict: false });
  } catch (error) {
    new Logger('Host').debug(String(error));
    return null;
  }
}
