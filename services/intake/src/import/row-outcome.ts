import type { ImportFault } from '../domain/imported-life-faults.js';
import { faultText } from './row-fault.js';

/** What became of a row; `SOUND` in a dry run only: it would go in. */
export const rowOutcomes = ['IMPORTED', 'SOUND', 'ALREADY_THERE', 'DIFFERS', 'FAULTY'] as const;

export interface RowOutcome {
  readonly line: number;
  readonly externalCode: string | null;
  readonly outcome: (typeof rowOutcomes)[number];
  /** Null: no dossier came of it. */
  readonly dossierCode: string | null;
  readonly faults: readonly ImportFault[];
}

/** How many rows came to which end. */
export type ImportTotals = Readonly<Record<RowOutcome['outcome'], number>>;

export const noTotals: ImportTotals = { IMPORTED: 0, SOUND: 0, ALREADY_THERE: 0, DIFFERS: 0, FAULTY: 0 };

export function withCounted(totals: ImportTotals, outcomes: readonly RowOutcome[]): ImportTotals {
  const counted: Record<RowOutcome['outcome'], number> = { ...totals };
  for (const { outcome } of outcomes) counted[outcome] += 1;
  return counted;
}

/** Whether every row is in, or would be. */
export const isWhole = ({ DIFFERS, FAULTY }: ImportTotals): boolean => DIFFERS + FAULTY === 0;

export const REPORT_HEADER = 'line,externalCode,outcome,dossierCode,faults\n';

/** A line of the report. It repeats nothing personal of the row. */
export function reportLine({ line, externalCode, outcome, dossierCode, faults }: RowOutcome): string {
  const told = faults.map(faultText).join(' | ');
  const cells = [String(line), externalCode ?? '', outcome, dossierCode ?? '', told];
  return `${cells.map(csvCell).join(',')}\n`;
}

const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** `1190 imported, 0 there already, 2 differ, 8 faulty` */
export function totalsText({ IMPORTED, SOUND, ALREADY_THERE, DIFFERS, FAULTY }: ImportTotals): string {
  const taken = SOUND > 0 ? `${SOUND} sound` : `${IMPORTED} imported`;
  return `${taken}, ${ALREADY_THERE} there already, ${DIFFERS} differ, ${FAULTY} faulty`;
}
