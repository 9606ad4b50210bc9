import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config.js';
import { proxyService, readBodiesWhole, type Upstream } from './api-proxy.js';
import { closeWithinSeconds } from './closing.js';
import { hideMetrics, serveMetrics } from './own-metrics.js';
import { limitLookUps, limitRates } from './rate-limit.js';
import { routeNotFound, sendProblem, logRefusalsOnClose } from './problems.js';
import { addSecurityHeaders } from './security-headers.js';
import { readSessions } from './session-of-request.js';
import { openSession } from './session-routes.js';
import { prepareSessions, type Sessions } from './sessions.js';
import { openSignIn } from './sign-in-routes.js';
import { serveWebApp } from './web-app.js';

/** The services behind `/api/<name>/`. */
const upstreams = (settings: Settings): readonly Upstream[] => [
  { name: 'intake', url: settings.INTAKE_URL, slow: ['dossiers/exports', 'registers'] },
  { name: 'deadlines', url: settings.DEADLINES_URL },
  // Larger than the service's own limit, so that the service itself refuses and counts larger reports.
  { name: 'payments', url: settings.PAYMENTS_URL, bodyLimit: 1_025 * 1_024 },
  { name: 'surveys', url: settings.SURVEYS_URL },
  { name: 'metrics', url: settings.METRICS_URL, streams: true, slow: ['audit/recount'] },
];

/**
 * Adds all that the portal does to the Fastify instance: headers, `/api`, sign-in and sessions, then the web app for the rest.
 * Returns the address of its own metrics, if they are served.
 */
export async function openFrontDoor(
  app: NestFastifyApplication,
  settings: Settings,
): Promise<{ readonly metricsUrl?: string }> {
  const server = app.getHttpAdapter().getInstance();
  closeWithinSeconds(server);
  logRefusalsOnClose(server);
  addSecurityHeaders(server);
  hideMetrics(server);
  const sessions = prepareSessions(app, settings);
  await server.register((scope) => openApi(scope, settings, sessions), { prefix: '/api' });
  await server.register((scope) => openDoors(scope, settings, sessions));
  await serveWebApp(server, settings.WEB_ROOT);
  return settings.METRICS_PORT === undefined ? {} : { metricsUrl: await serveMetrics(server, settings.METRICS_PORT) };
}

async function openApi(scope: FastifyInstance, settings: Settings, sessions: Sessions): Promise<void> {
  scope.setErrorHandler((error, _request, reply) => sendProblem(reply, error));
  readBodiesWhole(scope);
  await limitRates(scope, settings.RATE_LIMIT_PER_MINUTE);
  limitLookUps(scope, settings.LOOK_UPS_PER_MINUTE);
  readSessions(scope, sessions.use, sessions.cookies, sessions.isOurs);
  for (const upstream of upstreams(settings)) await proxyService(scope, upstream);
  for (const path of ['/', '/*']) {
    scope.all(path, (request) => {
      throw routeNotFound(request.url);
    });
  }
}

async function openDoors(scope: FastifyInstance, settings: Settings, sessions: Sessions): Promise<void> {
  await limitRates(scope, settings.RATE_LIMIT_PER_MINUTE);
  await scope.register(async (inner) => openSignIn(inner, sessions.signIn, sessions.cookies, settings.PUBLIC_URL));
  await scope.register(async (inner) => openSession(inner, sessions));
}
