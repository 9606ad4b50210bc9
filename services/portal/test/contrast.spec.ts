import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Of the web app that the portal serves: its own project knows no files. */
const css = readFileSync(new URL('../../web/src/components/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokensOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

const schemes = { light: tokensOf(light), dark: new Map([...tokensOf(light), ...tokensOf(dark)]) } as const;

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (name) => {
  const colour = (token: string): string => {
    const found = schemes[name].get(token);
    if (found === undefined) throw new Error(`tokens.css has no --${token}`);
    return found;
  };

  it.each([
    ['ink', 'page'],
    ['ink', 'surface'],
    ['ink-soft', 'page'],
    ['ink-soft', 'raised'],
    ['action-ink', 'action'],
    ['accent', 'accent-soft'],
    ['met', 'met-soft'],
    ['missed', 'missed-soft'],
    ['stale', 'stale-soft'],
    ['soon', 'surface'],
  ])('%s can be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['action', 'surface'],
    ['edge', 'surface'],
    ['edge', 'raised'],
  ])('%s stands out from %s', (part, ground) => {
    expect(contrast(colour(part), colour(ground))).toBeGreaterThanOrEqual(part === 'action' ? 4.5 : 3);
  });
});
