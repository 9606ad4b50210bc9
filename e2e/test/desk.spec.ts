import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, watchFaults } from './support/chromium.ts';
import { accessibilityFaults, scan } from './support/desk.ts';
import { eventually } from './support/eventually.ts';
import { openProvince, type Province } from './support/province.ts';
import { ask as askDatabase } from './support/recount.ts';

const COUNTER = 'Trần Thị Mai';
const OFFICER = 'Lê Văn Hùng';
const SUPERVISOR = 'Phạm Thị Lan';
const CARD = '079090001234|023456789|NGUYỄN THỊ BƯỞI|02031990|Nữ|12 Lê Lợi, Phường 1, Vũng Tàu|15062021';

let province: Province;
let browser: Browser;
const faults: string[] = [];

beforeAll(async () => {
  province = await openProvince('desk');
  await eventually(async () => {
    expect(await askDatabase(province.stack, 'intake', 'select from calendar')).not.toEqual([]);
  }, 120_000);
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await province?.stack.stop();
}, 60_000);

/** Somebody at a machine of their own, signed in. */
async function at(path: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  watchFaults(page, faults);
  await page.goto(`${province.wall}${path}`);
  await page.getByTestId('sign-in').click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`${province.wall}${path}`);
  await page.getByTestId('person').waitFor();
  expect(await page.getByTestId('person').innerText()).toBe(name);
  return page;
}

const dossiers = async (): Promise<number> =>
  Number((await askDatabase<{ count: string }>(province.stack, 'intake', 'select count(*) from dossier'))[0]!.count);

/** Without a scanner: what a hand at the keyboard types. */
async function typed(page: Page, ...keys: readonly string[]): Promise<number> {
  let strokes = 0;
  for (const key of keys) {
    if (/^(Enter|Control\+)/.test(key)) {
      await page.keyboard.press(key);
      strokes += 1;
    } else {
      await page.keyboard.type(key, { delay: 20 });
      strokes += key.length;
    }
  }
  return strokes;
}

/** Chooses by the initials of its name, once the list is there. */
async function chooseProcedure(page: Page): Promise<number> {
  await page.getByRole('combobox').first().waitFor();
  const strokes = await typed(page, 'ctbs');
  await page.getByRole('option').first().waitFor();
  // Whoever types does not wait for the page.
  return strokes + (await typed(page, 'Enter'));
}

const code = (page: Page): Promise<string> => page.getByTestId('taken').getAttribute('data-code').then(String);

describe('the counter', () => {
  let page: Page;

  it('takes a dossier in by keyboard alone, with a scanned card in 25 keystrokes at most', async () => {
    page = await at('/desk/new', COUNTER);
    await page.getByTestId('new-dossier').waitFor();
    const begun = performance.now();
    let strokes = await chooseProcedure(page);
    const name = page.locator('[name="applicant.name"]');
    // Where the machine held still for a moment it was no scanner to the page, and is scanned again.
    await eventually(async () => {
      await name.fill('');
      await scan(page, CARD);
      expect(await name.inputValue()).toBe('Nguyễn Thị Bưởi');
    }, 10_000);
    strokes += await typed(page, '0901234567', 'Control+Enter');
    await page.getByTestId('taken').waitFor({ timeout: 20_000 });
    process.stderr.write(`  ${strokes} keystrokes, ${Math.round(performance.now() - begun)} ms to the slip\n`);
    expect(strokes).toBeLessThanOrEqual(25);
    expect(await code(page)).toMatch(/^000\.01\.31\.H06-\d{6}-\d{4}$/);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
    expect(await dossiers()).toBe(1);
  }, 60_000);

  it('promises on the page what intake promises', async () => {
    await page.keyboard.press('n');
    await chooseProcedure(page);
    await typed(page, 'Trần Văn Sáu');
    expect(await page.locator('[name="applicant.name"]').inputValue()).toBe('Trần Văn Sáu');
    const promised = await page.getByTestId('appointment').innerText();
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('taken').waitFor({ timeout: 20_000 });
    expect(await page.getByTestId('taken').innerText()).toContain(promised);
  }, 60_000);

  it('names what is missing, and clears nothing', async () => {
    await page.keyboard.press('n');
    await chooseProcedure(page);
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('faults').waitFor();
    expect(await page.getByTestId('faults').innerText()).toContain('Nhập họ và tên người nộp');
    expect(await page.getByTestId('chosen-procedure').count()).toBe(1);
    await page.locator('[name="applicant.phone"]').fill('12');
    await page.locator('[name="applicant.name"]').fill('Lý Thị Bảy');
    await page.keyboard.press('Control+Enter');
    await page.locator('[name="applicant.phone"][aria-invalid="true"]').waitFor();
    expect(await page.locator('[name="applicant.name"]').inputValue()).toBe('Lý Thị Bảy');
    expect(await accessibilityFaults(page)).toEqual([]);
  }, 60_000);

  it('keeps a draft over a reload, and takes it in once, though the line is cut while it is sent', async () => {
    const before = await dossiers();
    await page.locator('[name="applicant.phone"]').fill('0901234568');
    await page.getByTestId('draft-kept').waitFor();
    await page.reload();
    await page.getByTestId('chosen-procedure').waitFor();
    expect(await page.locator('[name="applicant.name"]').inputValue()).toBe('Lý Thị Bảy');
    // The request arrives; its answer does not.
    await page.route('**/api/intake/dossiers', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('faults').waitFor();
    expect(await page.getByTestId('taken').count()).toBe(0);
    await page.unroute('**/api/intake/dossiers');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('taken').waitFor({ timeout: 20_000 });
    expect(await dossiers()).toBe(before + 1);
  }, 60_000);

  it('composes Vietnamese words in the search without choosing or firing anything', async () => {
    await page.keyboard.press('n');
    const field = page.getByRole('combobox').first();
    await field.focus();
    const session = await page.context().newCDPSession(page);
    for (const text of ['c', 'ch', 'chư', 'chứ', 'chứng']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await session.send('Input.insertText', { text: 'chứng' });
    expect(await field.inputValue()).toBe('chứng');
    expect(await page.getByTestId('chosen-procedure').count()).toBe(0);
    await page.getByRole('option').first().waitFor();
    await field.fill('');
  }, 30_000);
});

describe('two officers at one dossier', () => {
  it('are shown to each other, and nothing that was typed is lost', async () => {
    const officer = await at('/desk/work?list=open', OFFICER);
    const rows = officer.getByTestId('dossier-row');
    await eventually(async () => expect(await rows.count()).toBe(3), 30_000);
    expect(await rows.first().innerText()).toContain('Chứng thực bản sao từ bản chính');
    expect(await accessibilityFaults(officer)).toEqual([]);
    await officer.keyboard.press('j');
    await officer.keyboard.press('Enter');
    await officer.getByTestId('dossier').waitFor();
    expect(await accessibilityFaults(officer)).toEqual([]);
    const path = new URL(officer.url()).pathname;
    const supervisor = await at(path, SUPERVISOR);
    await supervisor.getByTestId('dossier').waitFor();

    await officer.keyboard.press('b');
    await officer.keyboard.type('- Bản chính giấy tờ');
    // The supervisor is faster, and the officer's page has not heard of it.
    await officer.route('**/api/intake/dossiers/*', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await supervisor.getByTestId('command-forward').click();
    await supervisor.getByTestId('confirm').click();
    await supervisor.locator('[data-testid="dossier"][data-status="IN_PROCESS"]').waitFor();

    const pressed = performance.now();
    await officer.keyboard.press('Control+Enter');
    await officer.getByTestId('conflict').waitFor();
    expect(performance.now() - pressed).toBeLessThan(1_000);
    expect(await officer.getByTestId('conflict').innerText()).toContain('Chuyển bước');
    expect(await officer.locator('#panel-reason').inputValue()).toBe('- Bản chính giấy tờ');
    await officer.unroute('**/api/intake/dossiers/*');
    await officer.getByRole('button', { name: 'Áp dụng lại' }).click();
    await officer.locator('[data-testid="dossier"][data-status="SUPPLEMENT_REQUESTED"]').waitFor();
    await officer.getByText('Tạm dừng').first().waitFor();
  }, 90_000);
});

describe('the desk', () => {
  it.each([
    [390, 844],
    [1024, 768],
    [1920, 1080],
  ])(
    'fits %i pixels without scrolling sideways',
    async (width, height) => {
      const page = await at('/desk/new', COUNTER);
      await page.setViewportSize({ width, height });
      for (const path of ['/desk/new', '/desk/queue?lane=supplemented']) {
        await page.goto(`${province.wall}${path}`);
        await page.locator('h1').waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
      }
      await page.context().close();
    },
    60_000,
  );

  it('shows nothing to nobody, and signs out', async () => {
    const page = await at('/desk/queue', COUNTER);
    await page.getByTestId('sign-out').click();
    await page.waitForURL(`${province.wall}/`);
    await page.goto(`${province.wall}/desk/queue`);
    await page.getByTestId('sign-in').waitFor();
    expect(faults).toEqual([]);
  }, 30_000);
});
