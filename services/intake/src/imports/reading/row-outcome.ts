import type { ImportFault } from '../domain/imported-life-faults.js';
import { faultText } from './row-fault.js';

/** What became of a row; in a dry run only: `SOUND` would go in, `WARNING` too, with something that is likely wrong. */
export const rowOutcomes = ['IMPORTED', 'SOUND', 'WARNING', 'ALREADY_THERE', 'DIFFERS', 'FAULTY'] as const;

export interface RowOutcome {
  readonly line: number;
  readonly externalCode: string | null;
  readonly outcome: (typeof rowOutcomes)[number];
  /** Null: no dossier came of it. */
  readonly dossierCode: string | null;
  readonly faults: readonly ImportFault[];
  /** What is likely wrong, whatever became of the row. */
  readonly warnings: readonly ImportFault[];
}

/** How many rows came to which end, and to how many of all a warning was given. */
export type ImportTotals = Readonly<Record<RowOutcome['outcome'] | 'warned', number>>;

export const noTotals: ImportTotals = {
  IMPORTED: 0,
  SOUND: 0,
  WARNING: 0,
  ALREADY_THERE: 0,
  DIFFERS: 0,
  FAULTY: 0,
  warned: 0,
};

export function withCounted(totals: ImportTotals, outcomes: readonly RowOutcome[]): ImportTotals {
  const counted: Record<keyof ImportTotals, number> = { ...totals };
  for (const { outcome, warnings } of outcomes) {
    counted[outcome] += 1;
    counted.warned += Number(warnings.length > 0);
  }
  return counted;
}

/** Whether every row is in, or would be. */
export const isWhole = ({ DIFFERS, FAULTY }: ImportTotals): boolean => DIFFERS + FAULTY === 0;

export const REPORT_HEADER = 'line,externalCode,outcome,dossierCode,faults,warnings\n';

/** A line of the report. It repeats nothing personal of the row. */
export function reportLine({ line, externalCode, outcome, dossierCode, faults, warnings }: RowOutcome): string {
  const texts = [faults, warnings].map((all) => all.map(faultText).join(' | '));
  const cells = [String(line), externalCode ?? '', outcome, dossierCode ?? '', ...texts];
  return `${cells.map(csvCell).join(',')}\n`;
}

const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** `1190 imported, 0 there already, 2 differ, 8 faulty, 12 with a warning`; of a dry run `1178 sound, ...`, without these 12. */
export function totalsText(totals: ImportTotals): string {
  const { IMPORTED, SOUND, WARNING, ALREADY_THERE, DIFFERS, FAULTY, warned } = totals;
  const taken = SOUND + WARNING > 0 ? `${SOUND} sound` : `${IMPORTED} imported`;
  const likely = warned > 0 ? `, ${warned} with a warning` : '';
  return `${taken}, ${ALREADY_THERE} there already, ${DIFFERS} differ, ${FAULTY} faulty${likely}`;
}

/** How many rows were judged. */
export function rowsOf({ warned: _, ...outcomes }: ImportTotals): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}
