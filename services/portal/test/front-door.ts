import { brotliCompressSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createService } from '@motcua/service-host';
import { AppModule } from '../src/app.module.js';
import { settingsFrom } from '../src/config.js';
import { openFrontDoor } from '../src/http/front-door.js';
import { freePort } from './support/free-port.js';
import { UpstreamServer } from './upstream.js';

export interface FrontDoor {
  readonly url: string;
  readonly intake: UpstreamServer;
  readonly payments: UpstreamServer;
  readonly metrics: UpstreamServer;
  /** Where its own measurements are; only with `metricsPort`. */
  metricsUrl(): string;
  stop(): Promise<void>;
}

export interface FrontDoorOptions {
  /** @default 6000 */
  readonly perMinute?: number;
  /** @default 30 */
  readonly lookUpsPerMinute?: number;
  /** @default nobody */
  readonly trustedProxies?: string;
  /** @default none */
  readonly metricsPort?: string;
  /** Where sessions are kept and people sign in. @default nowhere: nothing answers there */
  readonly signIn?: SignInPlaces;
}

export interface SignInPlaces {
  readonly databaseUrl?: string;
  readonly issuer?: string;
  readonly secret?: string;
  /** What browsers have for the portal's address. @default where it listens */
  readonly publicUrl?: string;
  /** What browsers have for the issuer's address. @default the issuer's own */
  readonly publicIssuer?: string;
}

const NOWHERE = 'http://127.0.0.1:1';

function webRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-web-'));
  mkdirSync(join(folder, 'assets'));
  for (const [file, title] of [
    ['index', 'look-ups'],
    ['desk', 'the desk'],
    ['wall', 'the wall'],
  ]) {
    writeFileSync(join(folder, `${file}.html`), `<!doctype html><title>${title}</title>`);
  }
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-1a2b3c.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'index-1a2b3c.js.br'), brotliCompressSync('export {};'));
  return folder;
}

/** The portal on a free port with three services behind it; the other two addresses answer nothing. */
export async function frontDoor(options: FrontDoorOptions = {}): Promise<FrontDoor> {
  const { perMinute = 6000, lookUpsPerMinute = 30, trustedProxies = '', metricsPort, signIn = {} } = options;
  const port = await freePort();
  const upstreams = { intake: new UpstreamServer(), payments: new UpstreamServer(), metrics: new UpstreamServer() };
  await Promise.all(Object.values(upstreams).map((upstream) => upstream.start()));
  const folder = webRoot();
  const settings = settingsFrom({
    PORT: '0',
    LOG_LEVEL: 'error',
    INTAKE_URL: upstreams.intake.url,
    PAYMENTS_URL: upstreams.payments.url,
    METRICS_URL: upstreams.metrics.url,
    DEADLINES_URL: NOWHERE,
    SURVEYS_URL: NOWHERE,
    DATABASE_URL: signIn.databaseUrl ?? 'postgres://nobody@127.0.0.1:1/nothing',
    SESSION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    OIDC_ISSUER: signIn.issuer ?? NOWHERE,
    ...(signIn.publicIssuer === undefined ? {} : { PUBLIC_ISSUER_URL: signIn.publicIssuer }),
    PUBLIC_URL: signIn.publicUrl ?? `http://127.0.0.1:${port}`,
    SIGN_IN_SECRET: signIn.secret ?? 'x'.repeat(32),
    WEB_ROOT: folder,
    RATE_LIMIT_PER_MINUTE: String(perMinute),
    LOOK_UPS_PER_MINUTE: String(lookUpsPerMinute),
    TRUSTED_PROXIES: trustedProxies,
    ...(metricsPort === undefined ? {} : { METRICS_PORT: metricsPort }),
  });
  let metricsUrl = '';
  const app = await createService('portal', settings, AppModule, {
    configure: async (it) => {
      ({ metricsUrl = '' } = await openFrontDoor(it, settings));
    },
  });
  await app.listen(port, '127.0.0.1');
  return {
    ...upstreams,
    url: await app.getUrl(),
    metricsUrl: () => metricsUrl,
    stop: async () => {
      await app.close();
      await Promise.all(Object.values(upstreams).map((upstream) => upstream.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}
