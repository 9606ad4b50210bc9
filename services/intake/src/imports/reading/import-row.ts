import { Channel, PartyKind } from '@motcua/contracts';
import { tidyText } from '@motcua/kernel/text';
import type { ImportFault } from '../domain/imported-life-faults.js';
import { nameOf } from './damaged-name.js';
import { doubtOfKind, idNumber, phone } from './number-cells.js';
import { Doubtful, shownValue, Wrong, type FieldReader } from './row-fault.js';
import * as read from './field-readers.js';

const LONGEST_NAME = 200;

/** Every field of a row, with how it is read. The order is that of the columns in the documents. */
const FIELDS = {
  externalCode: read.required(read.externalCode),
  dossierCode: read.optional(read.textOf(100), null),
  procedureCode: read.required(read.procedure),
  receivingAgency: read.required(read.agency),
  settlingAgency: read.optional(read.agency, null),
  channel: read.required(read.wordOf(Channel.options)),
  partyKind: read.required(read.wordOf(PartyKind.options)),
  applicantName: read.required(nameOf(LONGEST_NAME)),
  applicantPhone: read.optional(phone, null),
  applicantIdNumber: read.optional(idNumber, null),
  eIdVerified: read.optional(read.yesOrNo, false),
  components: read.optional(read.components, []),
  submittedAt: read.required(read.instant),
  acceptedAt: read.optional(read.instant, null),
  refusedAt: read.optional(read.instant, null),
  appointmentAt: read.optional(read.instant, null),
  supplements: read.optional(read.supplements, []),
  suspensions: read.optional(read.suspensions, []),
  completedAt: read.optional(read.instant, null),
  result: read.optional(read.wordOf(['POSITIVE', 'NEGATIVE']), null),
  electronicResult: read.optional(read.yesOrNo, false),
  returnedAt: read.optional(read.instant, null),
  withdrawnAt: read.optional(read.instant, null),
  terminatedAt: read.optional(read.instant, null),
} as const satisfies Readonly<Record<string, FieldReader<unknown>>>;

type Fields = typeof FIELDS;

/** One dossier of another system, its fields read and each sound in itself. Instants are ISO 8601 in UTC. */
export type ImportRow = { readonly [Field in keyof Fields]: Exclude<ReturnType<Fields[Field]>, Wrong> };

export const importFields = Object.keys(FIELDS) as readonly (keyof ImportRow)[];

/** Columns without which no row can be read. */
export const requiredFields = [
  'externalCode',
  'procedureCode',
  'receivingAgency',
  'channel',
  'partyKind',
  'applicantName',
  'submittedAt',
] as const satisfies readonly (keyof ImportRow)[];

/** A row or its faults, and in either case what is likely wrong though it can be taken in. */
export type ReadImportRow = { readonly warnings: readonly ImportFault[] } & (
  { readonly row: ImportRow; readonly faults: null } | { readonly row: null; readonly faults: readonly ImportFault[] }
);

/**
 * Reads the fields of a row: texts of CSV cells or values of a JSON object. Texts come as {@link tidyText} keeps them; all
 * that is wrong with any field, or likely wrong, is reported together.
 */
export function readImportRow(given: Readonly<Record<string, unknown>>): ReadImportRow {
  const faults: ImportFault[] = [];
  const warnings: ImportFault[] = [];
  const row: Record<string, unknown> = {};
  for (const [field, reader] of Object.entries(FIELDS)) {
    const value = plain(given[field]);
    const result = reader(value);
    if (result instanceof Wrong) faults.push({ field, value: shownValue(field, value), ...result });
    else if (result instanceof Doubtful) {
      const { problem, remedy } = result;
      warnings.push({ field, value: shownValue(field, value), problem, remedy });
      row[field] = result.value;
    } else row[field] = result;
  }
  for (const field of Object.keys(given)) {
    if (field in FIELDS) continue;
    const problem = 'There is no field of this name.';
    faults.push({ field: shownValue('', field), value: null, problem, remedy: `Fields: ${importFields.join(', ')}.` });
  }
  if (faults.length > 0) return { row: null, faults, warnings };
  const readRow = row as ImportRow;
  const doubt = doubtOfKind(readRow.partyKind, readRow.applicantIdNumber);
  if (doubt) warnings.push({ field: 'applicantIdNumber', value: null, problem: doubt.problem, remedy: doubt.remedy });
  return { row: readRow, faults: null, warnings };
}

function plain(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = tidyText(value);
  return text === '' ? undefined : text;
}
