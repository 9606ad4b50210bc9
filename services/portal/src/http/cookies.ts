import { SIGN_IN_SECONDS } from '../application/sign-in.js';

const SESSION = 'motcua-session';
const SIGN_IN = 'motcua-sign-in-';
/** Browsers accept such a name only with `Secure`, `Path=/` and no `Domain`, so another host cannot set the cookie. */
const HOST_ONLY = '__Host-';
/** Sign-ins that one browser can have begun; one more deletes their cookies. */
const MOST_SIGN_INS = 4;

/** Whether a request has a session cookie, valid or not. */
export const bringsSession = (header: string | undefined): boolean =>
  /(?:^|;\s*)(?:__Host-)?motcua-session=/.test(header ?? '');

/** The cookies of the portal, all of them `HttpOnly` and `SameSite=Lax`. */
export class Cookies {
  private readonly prefix: string;
  private readonly attributes: string;

  constructor(overTls: boolean) {
    this.prefix = overTls ? HOST_ONLY : '';
    this.attributes = `HttpOnly; SameSite=Lax${overTls ? '; Secure' : ''}`;
  }

  sessionIn(header: string | undefined): string | undefined {
    return cookiesIn(header).get(this.prefix + SESSION);
  }

  signInOf(state: string, header: string | undefined): string | undefined {
    return cookiesIn(header).get(this.nameOf(state));
  }

  /** Without `Max-Age`: the browser deletes it when it closes. */
  keepSession(sessionId: string): string {
    return `${this.prefix}${SESSION}=${sessionId}; Path=/; ${this.attributes}`;
  }

  dropSession(): string {
    return this.drop(this.prefix + SESSION);
  }

  /** One cookie for each sign-in, so that two windows do not disturb each other. */
  keepSignIn(state: string, sealed: string, header: string | undefined): readonly string[] {
    const others = [...cookiesIn(header).keys()].filter((name) => name.startsWith(this.prefix + SIGN_IN));
    const dropped = others.length < MOST_SIGN_INS ? [] : others.map((name) => this.drop(name));
    return [...dropped, `${this.nameOf(state)}=${sealed}; Path=/; Max-Age=${SIGN_IN_SECONDS}; ${this.attributes}`];
  }

  dropSignIn(state: string): string {
    return this.drop(this.nameOf(state));
  }

  private drop(name: string): string {
    return `${name}=; Path=/; Max-Age=0; ${this.attributes}`;
  }

  private nameOf(state: string): string {
    return this.prefix + SIGN_IN + state.slice(0, 8).replaceAll(/[^\w-]/g, '');
  }
}

function cookiesIn(header = ''): ReadonlyMap<string, string> {
  return new Map(
    header.split(';').flatMap((part) => {
      const [, name, value] = /^\s*([^=\s]+)=(.*?)\s*$/.exec(part) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}
