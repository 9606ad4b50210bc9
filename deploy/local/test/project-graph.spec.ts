import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../src/paths.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifests = globSync('{libs,services}/*/package.json', { cwd: repositoryRoot }).map(
  (file) => JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8')) as Manifest,
);

/** What each of our projects is built after. */
const needs = new Map(
  manifests.map(({ name, dependencies = {}, devDependencies = {} }) => {
    const names = Object.keys({ ...dependencies, ...devDependencies });
    return [name, names.filter((each) => manifests.some((manifest) => manifest.name === each))] as const;
  }),
);

/** A way from a project over what it needs back to itself; null: there is none. */
function circleOf(name: string, way: readonly string[] = []): readonly string[] | null {
  if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
  for (const need of needs.get(name) ?? []) {
    const circle = circleOf(need, [...way, name]);
    if (circle) return circle;
  }
  return null;
}

describe('the projects', () => {
  it('can be built one after the other: none needs itself', () => {
    expect(manifests.map(({ name }) => circleOf(name)).filter((circle) => circle !== null)).toEqual([]);
  });

  it('do not need for their build what only their specs use', () => {
    expect([...needs].filter(([, names]) => names.includes('@motcua/testing')).map(([name]) => name)).toEqual([]);
  });
});
