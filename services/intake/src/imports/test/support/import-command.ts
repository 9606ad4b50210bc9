import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { LineFormat } from '../../reading/file-rows.js';
import { csv, ndjson, on, type GivenRow } from './import-rows.js';

const COMMAND = fileURLToPath(new URL('../../../../dist/import-command.js', import.meta.url));

/** How a run of the command ended, and all that it wrote. */
export interface ImportRun {
  /** Null: it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningImport {
  readonly child: ChildProcess;
  readonly ended: Promise<ImportRun>;
}

export interface ReportRow {
  readonly line: string;
  readonly externalCode: string;
  readonly outcome: string;
  readonly dossierCode: string;
  readonly faults: string;
  readonly warnings: string;
}

/** Starts the real command, as a person would. */
export function startImport(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string,
): RunningImport {
  const child = spawn(process.execPath, ['--no-warnings', COMMAND, ...parameters], { env: environment });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input);
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

export async function fileOf(folder: string, name: string, rows: readonly GivenRow[]): Promise<string> {
  const path = join(folder, name);
  const format = name.split('.').at(-1) as LineFormat;
  await writeFile(path, { csv, ndjson }[format](rows));
  return path;
}

export async function reportOf(path: string): Promise<readonly ReportRow[]> {
  return parse(await readFile(path), { columns: true });
}

/** Every hundredth row has two faults in its fields, and every hundredth one in its life and one in its place. */
export function isFaulty(index: number): boolean {
  return index % 100 === 40 || index % 100 === 90;
}

/** Rows of dossiers at every point of their lives, faulty ones among them; `<prefix>-0` is the first. */
export function rowsOf(prefix: string, count: number, overrides: GivenRow = {}): readonly GivenRow[] {
  return Array.from({ length: count }, (_, index) => ({
    externalCode: `${prefix}-${index}`,
    procedureCode: '1.004873',
    receivingAgency: '000.02.31.H06',
    channel: 'IN_PERSON',
    partyKind: 'CITIZEN',
    applicantName: `Nguyễn Thị Canary ${index}`,
    applicantPhone: `09${String(index).padStart(8, '0')}`,
    applicantIdNumber: `077${String(index).padStart(9, '0')}`,
    submittedAt: on('01-29 08:00'),
    ...LIVES[index % LIVES.length],
    ...overrides,
    ...(index % 100 === 40 ? { channel: 'PIGEON', submittedAt: '29/01/2024' } : {}),
    ...(index % 100 === 90 ? { procedureCode: '9.999999', completedAt: on('01-30 08:00'), result: undefined } : {}),
  }));
}

const ACCEPTED = { acceptedAt: on('01-29 08:30'), appointmentAt: on('02-01 08:30') };
const COMPLETED = { ...ACCEPTED, completedAt: on('01-31 10:00'), result: 'POSITIVE' };
const LIVES: readonly GivenRow[] = [
  {},
  ACCEPTED,
  { ...ACCEPTED, supplements: `${on('01-30 09:00')}/` },
  { ...ACCEPTED, suspensions: `PAYMENT ${on('01-30 09:00')}/${on('01-30 10:00')}` },
  COMPLETED,
  { ...COMPLETED, electronicResult: 'YES', returnedAt: on('02-01 14:00') },
  { ...ACCEPTED, withdrawnAt: on('01-30 09:00') },
];
