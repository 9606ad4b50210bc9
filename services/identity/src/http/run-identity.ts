import type { Settings } from '../config.js';
import { startIdentity, type IdentityOptions } from './server.js';

/** Runs until SIGTERM or SIGINT. A fault at start is one line on standard error and exit code 1. */
export async function runIdentity(settings: Settings): Promise<void> {
  try {
    const running = await startIdentity({
      host: settings.HOST,
      port: settings.PORT,
      issuerUrl: settings.ISSUER_URL,
      identityFile: settings.IDENTITY_FILE,
      ...signInOf(settings),
      tokenLimits: { requests: settings.TOKENS_PER_MINUTE, failures: settings.FAILED_TOKENS_PER_MINUTE },
    });
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void running.close());
  } catch (error) {
    console.error(`identity cannot start: ${startFault(error, settings)}`);
    process.exitCode = 1;
  }
}

function signInOf(settings: Settings): Pick<IdentityOptions, 'signIn'> {
  const {
    PUBLIC_URL: portalUrl,
    SIGN_IN_SECRET: secret,
    ISSUER_URL,
    PUBLIC_ISSUER_URL: browserUrl = ISSUER_URL,
  } = settings;
  if (portalUrl === undefined || secret === undefined) return {};
  return { signIn: { portalUrl, secret, browserUrl, demo: settings.DEMO_SIGN_IN === 'on' } };
}

function startFault(error: unknown, settings: Settings): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `port ${settings.PORT} is taken. Set PORT to a free one.` : error.message;
}
