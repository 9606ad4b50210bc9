import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeTool } from '../src/build.ts';
import { endToEnd, unitAndIntegration, unitOnly } from '../src/test-run.ts';

describe('the specs of a clone whose path has brackets, spaces and letters of all kinds', () => {
  let clone: string;

  beforeAll(() => {
    clone = join(mkdtempSync(join(tmpdir(), 'motcua-')), 'một cửa (thử) [1]');
    const specs = ['libs/a/test/unit.spec.ts', 'libs/a/test/real.integration.spec.ts', 'e2e/test/story.spec.ts'];
    for (const spec of specs) {
      mkdirSync(dirname(join(clone, spec)), { recursive: true });
      writeFileSync(join(clone, spec), '');
    }
    writeFileSync(join(clone, 'package.json'), '{}');
  });
  afterAll(() => rmSync(dirname(clone), { recursive: true }));

  const listed = (args: readonly string[]): readonly string[] => {
    const jest = nodeTool('jest/bin/jest.js', '--rootDir', clone, '--listTests', ...args);
    const { stdout } = spawnSync(jest.command, jest.args, {
      cwd: clone,
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    return stdout
      .trim()
      .split('\n')
      .map((file) => relative(clone, file))
      .toSorted();
  };

  it('are each run in their own tier', () => {
    expect(listed(unitOnly)).toEqual(['libs/a/test/unit.spec.ts']);
    expect(listed(unitAndIntegration)).toEqual(['libs/a/test/real.integration.spec.ts', 'libs/a/test/unit.spec.ts']);
    expect(listed(endToEnd.filter((option) => option !== '--runInBand'))).toEqual(['e2e/test/story.spec.ts']);
  });
});
