import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { portalGrants, portalMigrations } from '../../src/persistence/migrations.js';
import { frontDoor, type FrontDoor, type FrontDoorOptions } from '../front-door.js';
import { Browser } from './browser.js';
import { OidcIssuer, SECRET } from './oidc-issuer.js';

export const SESSION = 'motcua-session';

/** A portal with an issuer and a database of its own. */
export interface Desk {
  door: FrontDoor;
  readonly issuer: OidcIssuer;
  readonly database: FreshDatabase;
  browser(): Browser;
  /** A browser in which somebody has signed in. */
  signedIn(person?: string): Promise<Browser>;
  /** One more portal on the same database, reached at an address of its own. */
  another(options?: FrontDoorOptions): Promise<FrontDoor>;
  stop(): Promise<void>;
}

export async function openDesk(options: FrontDoorOptions = {}): Promise<Desk> {
  const issuer = await OidcIssuer.start();
  const database = await freshDatabase({ migrations: portalMigrations, grants: [portalGrants] });
  const doors: FrontDoor[] = [];
  const another = async (more: FrontDoorOptions = {}): Promise<FrontDoor> => {
    const signIn = { databaseUrl: database.url, issuer: issuer.url, secret: SECRET };
    doors.push(await frontDoor({ ...options, ...more, signIn: { ...signIn, ...options.signIn, ...more.signIn } }));
    return doors.at(-1)!;
  };
  const desk: Desk = {
    door: await another(),
    issuer,
    database,
    another,
    browser: () => new Browser(desk.door.url),
    signedIn: async (person = 'officer') => {
      issuer.wishes.person = person;
      const browser = desk.browser();
      const { response, at } = await browser.open('/sign-in?returnTo=/look-up');
      if (response.status !== 200) throw new Error(`${at} answered ${response.status}: ${await response.text()}`);
      return browser;
    },
    stop: async () => {
      for (const door of doors) await door.stop();
      await database.drop();
      await issuer.stop();
    },
  };
  return desk;
}
