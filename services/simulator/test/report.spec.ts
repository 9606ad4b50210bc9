import { describe, expect, it } from '@jest/globals';
import { unchanged } from '../src/catalogue.js';
import { Warnings } from '../src/drive/activity.js';
import type { ProvinceFigures } from '../src/metrics-reader.js';
import { readOptions } from '../src/options.js';
import type { Counts, Expectation } from '../src/plan/index.js';
import { compare, settledFigures, tableOf, type CompareOptions } from '../src/report.js';

const counts = (...numbers: readonly [number, number][]): Counts => {
  const [onTime, onlineDossier, onlinePayment, satisfaction] = numbers.map(([numerator, denominator]) => ({
    numerator,
    denominator,
  }));
  return { onTime: onTime!, onlineDossier: onlineDossier!, onlinePayment: onlinePayment!, satisfaction: satisfaction! };
};
const nothing = counts([0, 0], [0, 0], [0, 0], [0, 0]);
const year = counts([9_386, 9_500], [7_640, 8_000], [3_156, 4_000], [4_353, 5_000]);
const targets = { onTime: 0.98, onlineDossier: null, onlinePayment: null, satisfaction: 0.87 };
const figures = (published: Counts): ProvinceFigures => ({ fresh: true, counts: published, targets });
const expectation: Expectation = { province: year, agencies: new Map([['000.02.31.H06', year]]) };
const options = (change: Partial<CompareOptions> = {}): CompareOptions => ({
  period: '2023',
  before: nothing,
  after: figures(year),
  agenciesBefore: new Map(),
  agenciesAfter: new Map([['000.02.31.H06', year]]),
  expectation,
  ...change,
});

describe('The report', () => {
  it('shows the published figures with their targets', () => {
    const report = compare(options());
    expect(report.equal).toBe(true);
    expect(report.rows.map(({ rate, met }) => [rate, met])).toEqual([
      ['98.80 %', true],
      ['95.5 %', null],
      ['78.9 %', null],
      ['87.06 %', true],
    ]);
    expect(tableOf(report)).toContain('Agencies equal to the plan: 1 of 1.');
  });

  it('is not equal when one dossier is missing or came twice', () => {
    const lost = counts([9_385, 9_499], [7_640, 8_000], [3_156, 4_000], [4_353, 5_000]);
    const report = compare(options({ after: figures(lost) }));
    expect(report.equal).toBe(false);
    expect(report.rows.map(({ equal }) => equal)).toEqual([false, true, true, true]);
  });

  it('compares the increase when the database held dossiers before, and shows the total', () => {
    const doubled = counts([18_772, 19_000], [15_280, 16_000], [6_312, 8_000], [8_706, 10_000]);
    const report = compare(options({ before: year, after: figures(doubled) }));
    expect(report.rows.every(({ equal }) => equal)).toBe(true);
    expect(tableOf(report)).toContain('In total: Settled on time 18772 / 19000 = 98.80 %');
  });

  it('calls no data no data', () => {
    const report = compare(options({ after: figures(nothing) }));
    expect(report.rows[0]).toMatchObject({ rate: 'no data', met: null, equal: false });
  });

  it('waits for fresh figures that are as expected', async () => {
    const answers = [figures(nothing), { ...figures(year), fresh: false }, figures(year)];
    const seen = await settledFigures({
      read: async () => answers.shift()!,
      before: nothing,
      expected: year,
      patienceMs: 10_000,
      warnings: new Warnings(() => undefined),
      signal: new AbortController().signal,
    });
    expect(seen).toEqual(figures(year));
    expect(answers).toHaveLength(0);
  });
});

describe('The arguments', () => {
  const now = new Date('2026-11-25T03:00:00Z');

  it('default to the 10,000 dossiers of 2023', () => {
    expect(readOptions([], now)).toMatchObject({
      dossiers: 10_000,
      from: '2023-01-01',
      to: '2023-12-31',
      concurrency: 24,
    });
  });

  it('take numbers as they are typed', () => {
    const args = ['--dossiers', '1000', '--seed', '0', '--concurrency', '8', '--rate', '2.5', '--patience', '60'];
    expect(readOptions(args, now)).toMatchObject({
      dossiers: 1_000,
      seed: 0,
      concurrency: 8,
      rate: 2.5,
      patienceSeconds: 60,
    });
  });

  it.each([
    [['--bogus'], /--bogus/],
    [['--dossiers', 'abc'], /^--dossiers must be a whole number from 1 to 1000000$/],
    [['--dossiers', '0'], /^--dossiers must be a whole number from 1 to 1000000$/],
    [['--dossiers', '1.5'], /^--dossiers must be a whole number/],
    [['--dossiers', '1e3'], /^--dossiers must be a whole number/],
    [['--seed', ''], /^--seed must be a whole number from 0 to 4294967295$/],
    [['--seed', '-1'], /seed/],
    [['--concurrency', '1001'], /^--concurrency must be a whole number from 1 to 1000$/],
    [['--rate', 'fast'], /^--rate must be a number above 0$/],
    [['--rate', '0'], /^--rate must be a number above 0$/],
    [['--patience', '0'], /^--patience must be a whole number from 1 to 86400$/],
    [['--from', 'May'], /^--from must be a day such as 2023-01-31$/],
    [['--run', 'a b'], /^--run must be 1 to 60 letters, digits, "\.", "_" and "-"$/],
    [['--journal', ''], /^--journal must be the path of a file$/],
    [['--dossiers', 'x', '--rate', 'y'], /^--dossiers must be [^;]*; --rate must be [^;]*$/],
    [['--from', '2023-02-30'], /--from/],
    [['--from', '2023-05-01', '--to', '2023-04-01'], /after --to/],
    [['--to', '2026-11-25'], /before today/],
    [['extra'], /extra/],
  ])('%j are refused in one line', (args, line) => {
    expect(() => readOptions(args, now)).toThrow(line);
  });
});

describe('The catalogue', () => {
  it('gives the version in force, and no procedure that changes within the range', () => {
    const versions = [
      { code: 'old', validFrom: '2022-01-01' },
      { code: 'changing', validFrom: '2022-01-01' },
      { code: 'changing', validFrom: '2023-06-01' },
      { code: 'renewed', validFrom: '2022-01-01' },
      { code: 'renewed', validFrom: '2022-09-01' },
      { code: 'later', validFrom: '2024-01-01' },
    ];
    expect(unchanged(versions, '2023-01-01', '2023-12-31')).toEqual([versions[0], versions[4]]);
  });
});
