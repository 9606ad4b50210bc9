import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, watchFaults } from './support/chromium.ts';
import { eventually } from './support/eventually.ts';
import { openProvince, type Province } from './support/province.ts';

/** What a fetch of the page came to. */
interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One that is not there: whoever may ask gets 404. */
const DOSSIER = '/api/intake/dossiers/01890000-0000-7000-8000-000000000000';

let province: Province;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  province = await openProvince('sign-in');
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  watchFaults(page, faults);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await province?.stack.stop();
}, 60_000);

/** From the page itself, as its script would ask. */
const ask = (path: string, method = 'GET', headers: Record<string, string> = { 'x-requested-by': 'motcua' }) =>
  page.evaluate(
    async ([to, by, more]) => {
      const headers = { 'content-type': 'application/json', ...more };
      const response = await fetch(to, { method: by, headers, ...(by === 'GET' ? {} : { body: '{}' }) });
      return { status: response.status, body: await response.json().catch(() => ({})) } as Answer;
    },
    [path, method, headers] as const,
  );
const choose = async (name: string): Promise<void> => page.getByRole('button', { name }).click();

describe('a person', () => {
  it('chooses who to be and comes back to where the way began', async () => {
    await page.goto(`${province.wall}/sign-in?returnTo=${encodeURIComponent('/look-up?from=here')}`);
    expect(await page.title()).toContain('Chọn người dùng thử');
    const people = province.stack.identity.clients.filter(({ agencyName }) => agencyName !== undefined);
    expect(await page.getByRole('button').count()).toBe(people.length);
    await choose('Lê Văn Hùng');
    await page.waitForURL(`${province.wall}/look-up?from=here`);
    expect(await ask('/session')).toMatchObject({
      status: 200,
      body: {
        person: { id: 'officer-vung-tau', name: 'Lê Văn Hùng' },
        roles: [{ role: 'CASE_OFFICER', agency: '000.01.31.H06' }],
      },
    });
  }, 60_000);

  it('keeps the cookie from scripts', async () => {
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const cookies = await page.context().cookies(province.wall);
    expect(cookies.find(({ name }) => name === 'motcua-session')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  });

  it('works with the services by that session, and by nobody’s elsewhere', async () => {
    expect(await ask(DOSSIER)).toMatchObject({ status: 404, body: { code: 'dossier-not-found' } });
    expect(await ask('/api/intake/dossiers/searches', 'POST')).toMatchObject({ status: 200, body: { dossiers: [] } });
    expect(await ask('/api/intake/dossiers/searches', 'POST', {})).toMatchObject({
      status: 403,
      body: { code: 'cross-site-request' },
    });
    expect((await fetch(`${province.wall}${DOSSIER}`)).status).toBe(401);
  });

  it('signs in anew before what is grave, also as the same person', async () => {
    const before = await ask('/session');
    await page.goto(`${province.wall}/sign-in?fresh=1&returnTo=/look-up`);
    await choose('Lê Văn Hùng');
    await page.waitForURL(`${province.wall}/look-up`);
    const after = await ask('/session');
    expect(Date.parse(String(after.body['signedInAt']))).toBeGreaterThanOrEqual(
      Date.parse(String(before.body['signedInAt'])),
    );
  }, 30_000);

  it('signs out, here and at the issuer, and the next one chooses again', async () => {
    const { status, body } = await ask('/session/end', 'POST');
    expect(status).toBe(200);
    expect((await ask('/session')).status).toBe(401);
    expect((await ask(DOSSIER)).status).toBe(401);
    await page.goto(String(body['signOutAt']));
    await page.waitForURL(`${province.wall}/`);
    await page.goto(`${province.wall}/sign-in`);
    expect(await page.title()).toContain('Chọn người dùng thử');
    expect(faults).toEqual([]);
  }, 30_000);

  it('stays signed in when the portal was started again', async () => {
    await choose('Trần Thị Mai');
    await page.waitForURL(`${province.wall}/`);
    const pid = province.stack.pidOf('portal');
    if (pid === null) throw new Error('portal is not running.');
    process.kill(pid, 'SIGKILL');
    const answer = await eventually(() => ask('/session'), 30_000);
    expect(province.stack.pidOf('portal')).not.toBe(pid);
    expect(answer).toMatchObject({ status: 200, body: { person: { name: 'Trần Thị Mai' } } });
  }, 60_000);
});
