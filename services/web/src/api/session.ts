import { OURS } from './clients.js';
import { problemOf, Refused } from './problem.js';

/** A role at an agency and at all below it. */
export interface Grant {
  readonly role: string;
  readonly agency: string;
}

/** Who is signed in at this browser. */
export interface Session {
  readonly person: { readonly id: string; readonly name: string };
  readonly roles: readonly Grant[];
}

/** @throws Refused with the status 401 when nobody is */
export async function readSession(): Promise<Session> {
  const response = await fetch('/session', { headers: OURS });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(problemOf(response.status, body));
  return body as Session;
}

/** Ends the session here; answers where the issuer ends it, too, or where to go without one. */
export async function endSession(): Promise<string> {
  const response = await fetch('/session/end', { method: 'POST', headers: OURS });
  const { signOutAt = null } = (await response.json().catch(() => ({}))) as { readonly signOutAt?: string | null };
  return signOutAt ?? '/';
}

/** Where to sign in and come back to this page. */
export const signInAddress = (fresh = false): string =>
  `/sign-in?${new URLSearchParams({ ...(fresh ? { fresh: '1' } : {}), returnTo: location.pathname + location.search })}`;

export const holds = ({ roles }: Session, ...wanted: readonly string[]): boolean =>
  roles.some(({ role }) => wanted.includes(role));

/** The agencies at which one of the roles is held. */
export const agenciesOf = ({ roles }: Session, ...wanted: readonly string[]): readonly string[] => [
  ...new Set(roles.filter(({ role }) => wanted.includes(role)).map(({ agency }) => agency)),
];
