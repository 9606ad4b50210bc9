import type { CatalogueFault } from './catalogue-fault.js';
import type { ImportPlan } from './plan-import.js';
import { agencyKey } from './read-agencies.js';
import { procedureKey } from './read-procedures.js';
import type { ColumnChange, TablePlan } from './table-plan.js';

/** Of more rows than these only the number is given. */
const NAMED = 30;

/** `agencies.csv, line 12, column parent, "000.00.99.H06": No agency has this code. Correct the code ...` */
export function faultText({ file, line, column, value, problem, remedy }: CatalogueFault): string {
  const place = [
    file,
    line === null ? null : `line ${line}`,
    column === null ? null : `column ${column}`,
    value === null ? null : value === '' ? 'empty' : `"${value}"`,
  ];
  return `${place.filter((part) => part !== null).join(', ')}: ${problem} ${remedy}`;
}

/** What an import does, for the person who started it. */
export function planText({ agencies, procedures }: Omit<ImportPlan, 'faults'>): string {
  return [
    ...tableText('Agencies', agencies, (row) => `${agencyKey(row)}  ${row.name}`),
    ...tableText('Procedures', procedures, (row) => `${procedureKey(row)}  ${row.name}`),
  ].join('\n');
}

function tableText<Row>(title: string, plan: TablePlan<Row>, nameOf: (row: Row) => string): string[] {
  const { added, changed, unchanged } = plan;
  return [
    `${title}: ${added.length} added, ${changed.length} changed, ${unchanged} unchanged`,
    ...shortened(added.map((row) => `  + ${nameOf(row)}`)),
    ...shortened(changed.flatMap(({ row, columns }) => [`  * ${nameOf(row)}`, ...columns.map(changeText)])),
  ];
}

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length > NAMED ? [...lines.slice(0, NAMED), `  and ${lines.length - NAMED} more lines`] : lines;

const changeText = ({ column, from, to }: ColumnChange): string =>
  `      ${column}: ${valueText(from)} -> ${valueText(to)}`;

const valueText = (value: unknown): string =>
  value === null ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value);
