import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As a scanner at the keyboard does it: all of it within moments, then Enter. */
export const scan = (page: Page, text: string): Promise<void> =>
  page.evaluate((characters) => {
    const field = document.activeElement!;
    const key = (name: string): boolean =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    for (const character of characters) {
      key(character);
      document.execCommand('insertText', false, character);
    }
    key('Enter');
  }, text);

interface AxeRun {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

/** Faults of WCAG 2.2 A and AA that are serious or critical. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // By the debugger's door: the policy of the page forbids scripts that are not ours.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: AxeRun }).axe;
    const { violations } = await run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}
