import { ClockPolicy, OnlineLevel } from '@motcua/contracts';
import type { Fee, ProcedureVersion } from '../versions/procedure-version.js';
import type { Complaint } from './catalogue-fault.js';
import {
  localDay,
  optional,
  procedureCode,
  textOf,
  wholeNumber,
  wordOf,
  yesOrNo,
  type ValuesOf,
} from './cell-reader.js';
import { components, feeLines, steps } from './list-cells.js';
import { readRows, type ReadRows } from './read-rows.js';
import type { CatalogueFile } from './read-table.js';
import { timeLimit } from './time-limit-cell.js';

/** The longest title of the national catalogue that we have seen has some 480 characters. */
const NAME_CHARACTERS = 600;
const FIELD_CHARACTERS = 100;
const LARGEST_FEE_VND = 1_000_000_000_000;

const readers = {
  code: procedureCode,
  version: wholeNumber(1, 9_999),
  validFrom: localDay,
  name: textOf(NAME_CHARACTERS),
  field: textOf(FIELD_CHARACTERS),
  onlineLevel: wordOf(OnlineLevel.options),
  timeLimit: optional(timeLimit),
  onlineTimeLimit: optional(timeLimit),
  clockPolicy: wordOf(ClockPolicy.options),
  feeVnd: optional(wholeNumber(1, LARGEST_FEE_VND)),
  feeCollection: optional(wordOf(['PREPAID', 'POSTPAID'])),
  feeLines,
  resultOnPaper: yesOrNo,
  steps,
  components,
};
type Values = ValuesOf<typeof readers>;
type Complain = (complaint: Complaint) => void;

export const procedureKey = ({ code, version }: ProcedureVersion): string => `${code} version ${version}`;

/** The versions of procedures in a file, each sound in itself. */
export function readProcedures(file: CatalogueFile): ReadRows<ProcedureVersion> {
  return readRows(file, { readers, build, keyOf: procedureKey });
}

function build(values: Values, complain: Complain): ProcedureVersion {
  const { code, version, name, field, validFrom, onlineLevel, clockPolicy, resultOnPaper } = values;
  if (values.onlineTimeLimit !== null) {
    const column = 'onlineTimeLimit';
    if (values.onlineLevel === 'NONE')
      complain({
        column,
        problem: 'The procedure is not offered online.',
        remedy: 'Leave it empty, or set onlineLevel.',
      });
    if (values.timeLimit === null)
      complain({ column, problem: 'Only online dossiers would have a limit.', remedy: 'Write timeLimit as well.' });
  }
  return {
    code,
    version,
    name,
    field,
    onlineLevel,
    timeLimit: values.timeLimit,
    onlineTimeLimit: values.onlineTimeLimit,
    clockPolicy,
    fee: feeOf(values, complain),
    resultOnPaper,
    steps: values.steps,
    components: values.components,
    validFrom,
  };
}

function feeOf({ feeVnd, feeCollection, feeLines: lines }: Values, complain: Complain): Fee | null {
  if (feeVnd === null) {
    const remedy = 'Write the sum into feeVnd; leave all three cells empty if it is free of charge.';
    if (feeCollection !== null) complain({ column: 'feeCollection', value: feeCollection, problem: 'No fee.', remedy });
    if (lines.length > 0) complain({ column: 'feeLines', problem: 'There are fee lines, but no sum.', remedy });
    return null;
  }
  if (feeCollection === null)
    complain({
      column: 'feeCollection',
      value: '',
      problem: 'It is not said when the fee is collected.',
      remedy: 'Write PREPAID (before acceptance) or POSTPAID.',
    });
  const sum = lines.reduce((total, { amountVnd }) => total + amountVnd, 0);
  if (sum !== feeVnd)
    complain({
      column: 'feeVnd',
      value: String(feeVnd),
      problem: `The fee lines add up to ${sum}.`,
      remedy: `Write ${sum}, or correct the lines.`,
    });
  return { amountVnd: feeVnd, collection: feeCollection ?? 'POSTPAID', lines };
}
