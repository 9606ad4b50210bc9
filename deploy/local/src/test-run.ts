import { existsSync, readFileSync } from 'node:fs';
import { nodeTool } from './build.ts';
import { repositoryRoot } from './paths.ts';
import type { Supervisor } from './process/supervisor.ts';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

export interface TestRunOptions {
  /** Jest's own arguments. */
  readonly args: readonly string[];
  /** Where Jest writes its figures. */
  readonly resultFile: string;
  /** @default {} */
  readonly env?: Readonly<Record<string, string>>;
}

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

const END_TO_END = '/e2e/test/';
/** Needs a Docker Engine: `npm run test:containers`. */
const CONTAINERS = '/deploy/containers/test/compose-up\\.spec\\.ts$';

// These are regular expressions and globs: a clone's path, which may have brackets, cannot stand in them.
export const unitOnly = ignoring('/dist/', END_TO_END, CONTAINERS, '\\.integration\\.spec\\.ts$');
export const unitAndIntegration = ignoring('/dist/', END_TO_END, CONTAINERS);
export const endToEnd = ['--testMatch', `**${END_TO_END}**/*.spec.ts`, '--runInBand'];

/** Runs Jest and counts tests; a suite that could not run, or a Jest that ended early, counts as one failed test. */
export async function runTests(supervisor: Supervisor, options: TestRunOptions): Promise<TestCount> {
  const output = ['--json', `--outputFile=${options.resultFile}`, '--passWithNoTests'];
  const jest = nodeTool('jest/bin/jest.js', '--rootDir', repositoryRoot, ...output, ...options.args);
  const quiet = '--disable-warning=ExperimentalWarning --disable-warning=TimeoutNegativeWarning';
  const code = await supervisor.show({
    ...jest,
    name: 'tests',
    // With --json Jest prints all results on stdout again; the readable output is on stderr.
    command: '/bin/sh',
    args: ['-c', 'exec "$@" >/dev/null', 'jest', jest.command, ...jest.args],
    env: {
      ...process.env,
      ...jest.env,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      NODE_OPTIONS: `--experimental-vm-modules ${quiet}`,
      ...options.env,
    },
  });
  return countOf(options.resultFile, code);
}

export function sum(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

function ignoring(...patterns: readonly string[]): readonly string[] {
  return ['/node_modules/', ...patterns].flatMap((pattern) => ['--testPathIgnorePatterns', pattern]);
}

function countOf(resultFile: string, code: number): TestCount {
  if (!existsSync(resultFile)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(resultFile, 'utf8')) as JestResult;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1) };
}
