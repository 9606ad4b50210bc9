import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Measure } from './context.ts';
import { count, table } from './text.ts';

/** A measure as tools read it. */
export interface KeptMeasure extends Measure {
  readonly at: string;
}

const folder = join(import.meta.dirname, '..');
const resultsFile = join(folder, 'results.json');
const textFile = join(folder, 'RESULTS.md');

/** Whether a value reaches its aim, `>= 0.3`; null without one. */
export function reaches({ value, aim }: Pick<Measure, 'value' | 'aim'>): boolean | null {
  const [, sign, bound] = /^(>=|>|<=|<|=) (.+)$/.exec(aim ?? '') ?? [];
  if (sign === undefined) return null;
  const limit = Number(bound);
  switch (sign) {
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
    case '<=':
      return value <= limit;
    case '<':
      return value < limit;
    default:
      return value === limit;
  }
}

/** Replaces what was measured anew; other benchmarks keep their last values. */
export async function keepResults(fresh: readonly KeptMeasure[], benchmark: string): Promise<readonly KeptMeasure[]> {
  const before = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as KeptMeasure[]) : [];
  const kept = before.filter(({ id }) => !id.startsWith(`${benchmark}-`) && id !== benchmark);
  const results = [...kept, ...fresh].toSorted((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
  await write(resultsFile, JSON.stringify(results));
  return results;
}

/** A benchmark's part of the text, under its heading. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Writes the text anew: a summary of all results, then the sections, of which others keep their last text. */
export async function keepText(section: Section, results: readonly KeptMeasure[]): Promise<void> {
  const sections = readSections().filter(({ id }) => id !== section.id);
  sections.push(section);
  sections.sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
  const summary = table(
    ['id', 'measured', 'spread', 'unit', 'aim', 'reached'],
    results.map((result) => [
      result.id,
      count(result.value),
      result.spread ? `${count(result.spread[0])} to ${count(result.spread[1])}` : '',
      result.unit,
      result.aim ?? '',
      { true: 'yes', false: '**no**', null: '' }[String(reaches(result)) as 'true' | 'false' | 'null'],
    ]),
  );
  await write(
    textFile,
    `# Benchmarks

Written by \`npm run bench\`, which also writes \`results.json\` for tools. Values are medians of the rounds of one run, the
spread is the lowest and the highest round. How to read and repeat them: [README](README.md).

${summary}

${sections.map(({ id, title, text }) => `## ${id}: ${title}\n\n${text.trim()}\n`).join('\n')}`,
  );
}

/** As `npm run format` would leave it, so that a fresh report does not turn the checks red. */
async function write(file: string, text: string): Promise<void> {
  const style = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...style, filepath: file }));
}

function readSections(): Section[] {
  if (!existsSync(textFile)) return [];
  const [, ...parts] = readFileSync(textFile, 'utf8').split(/^## /m);
  return parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const [id = '', ...title] = heading.split(': ');
    return { id, title: title.join(': '), text: lines.join('\n') };
  });
}
