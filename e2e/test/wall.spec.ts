import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, watchFaults } from './support/chromium.ts';
import { openProvince, type Indicator, type Province } from './support/province.ts';

const INDICATORS = ['onTime', 'onlineDossier', 'onlinePayment', 'satisfaction'];

let province: Province;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  province = await openProvince('wall');
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  watchFaults(page, faults);
  await page.goto(`${province.wall}/wall`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await province?.stack.stop();
}, 60_000);

const figure = (id: string) => page.getByTestId(`indicator-${id}`);
const freshness = () => page.getByTestId('freshness');

async function waitForState(locator: ReturnType<typeof figure>, state: string, timeout = 20_000): Promise<void> {
  await locator.and(page.locator(`[data-state="${state}"]`)).waitFor({ timeout });
}

describe('the wall', () => {
  it('shows no data as no data, not as zero', async () => {
    await waitForState(freshness(), 'live');
    for (const id of INDICATORS) {
      await waitForState(figure(id), 'no-data');
      expect(await figure(id).locator('.figure__value').count()).toBe(0);
    }
  }, 60_000);

  it('moves as dossiers are settled, to the figures that the metrics service publishes', async () => {
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    const year = new Date().getFullYear();
    await province.simulate('--dossiers', '120', '--from', `${year}-01-02`, '--to', `${year}-06-30`);
    const { indicators } = await province.read<{ indicators: Indicator[] }>(`/api/metrics/indicators?period=${year}`);
    for (const { id, numerator, denominator } of indicators) {
      const shown = page.locator(
        `[data-testid="indicator-${id}"][data-numerator="${numerator}"][data-denominator="${denominator}"]`,
      );
      await shown.waitFor({ timeout: 10_000 });
      expect(denominator).toBeGreaterThan(0);
    }
    const first = page.getByTestId('ranking-row').first();
    expect(await first.innerText()).toMatch(/\b100%/);
  }, 180_000);

  it('orders the agencies by their rate, those without data last', async () => {
    const { agencies } = await province.read<{ agencies: { agency: string; indicators: Indicator[] }[] }>(
      `/api/metrics/ranking?period=${new Date().getFullYear()}`,
    );
    const rates = new Map(
      agencies.map(({ agency, indicators }) => {
        const onTime = indicators.find(({ id }) => id === 'onTime');
        return [agency, onTime && onTime.denominator > 0 ? onTime.numerator / onTime.denominator : -1];
      }),
    );
    const order = await page
      .getByTestId('ranking-row')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['agency'] ?? ''));
    const shown = order.map((agency) => rates.get(agency) ?? -1);
    const inForce = await province.read<{ code: string; kind: string }[]>(
      `/api/intake/agencies?on=${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)}`,
    );
    const listed = inForce.filter(({ kind }) => kind !== 'PROVINCE').map(({ code }) => code);
    expect(order.toSorted()).toEqual(listed.toSorted());
    expect(shown).toEqual(shown.toSorted((one, other) => other - one));
  }, 30_000);

  it('shows a broken line as stale, never as met, and recovers without a reload', async () => {
    const pid = province.stack.pidOf('metrics');
    if (pid === null) throw new Error('metrics is not running.');
    process.kill(pid, 'SIGSTOP');
    try {
      await page.locator('[data-testid="freshness"]:not([data-state="live"])').waitFor({ timeout: 15_000 });
      for (const id of INDICATORS) expect(await figure(id).getAttribute('data-state')).not.toBe('met');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await waitForState(freshness(), 'live', 40_000);
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  }, 90_000);

  it('says that figures are stale when a relay falls silent', async () => {
    const pid = province.stack.pidOf('surveys');
    if (pid === null) throw new Error('surveys is not running.');
    process.kill(pid, 'SIGSTOP');
    try {
      await waitForState(freshness(), 'stale', 15_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await waitForState(freshness(), 'live', 40_000);
  }, 90_000);

  it('lives in eight tabs of one browser, though that gives a server six connections', async () => {
    const context = await browser.newContext();
    const tabs = await Promise.all(Array.from({ length: 8 }, () => context.newPage()));
    for (const tab of tabs) await tab.goto(`${province.wall}/wall`);
    for (const tab of tabs)
      await tab.locator('[data-testid="freshness"][data-state="live"]').waitFor({ timeout: 20_000 });
    await context.close();
  }, 120_000);

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  }, 30_000);
});
