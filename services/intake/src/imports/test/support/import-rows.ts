import { importFields, readImportRow, type ImportRow } from '../../reading/import-row.js';

/** A row as the other system writes it: a JSON object. */
export type GivenRow = Readonly<Record<string, unknown>>;

/** A local instant of 2024 written as `01-29 10:00`. */
export function on(text: string): string {
  const [day, time] = text.split(' ');
  return `2024-${day}T${time}:00+07:00`;
}

/** An accepted dossier, handed in on Monday 2024-01-29; say only what matters. */
export function givenRow(overrides: GivenRow = {}): GivenRow {
  return {
    externalCode: 'MC-1',
    procedureCode: '1.004873',
    receivingAgency: '000.02.31.H06',
    channel: 'IN_PERSON',
    partyKind: 'CITIZEN',
    applicantName: 'Nguyễn Thị Canary',
    submittedAt: on('01-29 08:00'),
    acceptedAt: on('01-29 08:30'),
    appointmentAt: on('02-01 08:30'),
    ...overrides,
  };
}

export function importRow(overrides: GivenRow = {}): ImportRow {
  const { row, faults } = readImportRow(givenRow(overrides));
  if (row === null) throw new Error(JSON.stringify(faults));
  return row;
}

export const ndjson = (rows: readonly GivenRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Rows of plain texts as CSV with every column. */
export function csv(rows: readonly GivenRow[]): string {
  const cell = (value: unknown): string => (value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`);
  const lines = rows.map((row) => importFields.map((field) => cell(row[field])).join(','));
  return `${[importFields.join(','), ...lines].join('\n')}\n`;
}

/** A text as it arrives from a disk, in pieces that end anywhere. */
export async function* chunksOf(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
