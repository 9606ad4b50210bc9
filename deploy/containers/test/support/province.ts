import { compose } from '../../src/compose.ts';

export const wall = `http://127.0.0.1:${process.env['PORT'] ?? 8080}`;
const issuer = `http://127.0.0.1:${process.env['IDENTITY_PORT'] ?? 8081}`;
const project = process.env['COMPOSE_PROJECT_NAME'] ?? 'motcua';

interface Played {
  readonly equal: boolean;
}

/**
 * Runs the simulator outside of the network of the containers, so that it reaches motcua as people do: by the ports
 * that are published on this machine.
 */
export async function play(...options: readonly string[]): Promise<Played> {
  const answer = await compose.docker(
    ...['run', '--rm', '--network', 'host', '--volume', `${project}_secrets:/run/motcua:ro`],
    ...['--env', `PORTAL_URL=${wall}`, '--env', `OIDC_ISSUER=${issuer}`, 'motcua', 'simulator', '--json', ...options],
  );
  return JSON.parse(answer) as Played;
}

/** The same, begun and not waited for; a fault goes to who awaits it. */
export function playing(...options: readonly string[]): Promise<Played> {
  const played = play(...options);
  played.catch(() => undefined);
  return played;
}

interface Indicator {
  readonly id: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The province's figures of a period, as leaders read them: `onTime 741 / 750`. */
export async function figures(period: string): Promise<readonly string[]> {
  const answer = await fetch(`${wall}/api/metrics/indicators?period=${period}`);
  if (!answer.ok) throw new Error(`the wall answers ${answer.status}: ${await answer.text()}`);
  const { indicators } = (await answer.json()) as { readonly indicators: readonly Indicator[] };
  return indicators.map(({ id, numerator, denominator }) => `${id} ${numerator} / ${denominator}`);
}
