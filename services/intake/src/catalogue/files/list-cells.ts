import type { FeeLine, ProcedureComponent, ProcedureStep } from '../versions/procedure-version.js';
import type { Complaint } from './catalogue-fault.js';
import { agencyCode, Complaints, optional, textOf, wholeNumber, wordOf, type CellReader } from './cell-reader.js';
import { timeLimit } from './time-limit-cell.js';

const LONGEST_LIST = 50;
const NAME_CHARACTERS = 300;
/** One line of a fee may be a registration of an investment; nothing is dearer than this. */
const LARGEST_AMOUNT_VND = 1_000_000_000_000;

type Parts = Readonly<Record<string, CellReader<unknown>>>;
type EntryOf<Shape extends Parts> = {
  readonly [Part in keyof Shape]: Exclude<ReturnType<Shape[Part]>, Complaints>;
};

/**
 * A list in one cell: entries separated by `;`, their parts by `|`, in the order of `parts`; parts at the end may be left
 * out where they may be empty. An empty cell is an empty list.
 */
function listOf<Shape extends Parts>(parts: Shape): CellReader<readonly EntryOf<Shape>[]> {
  const form = Object.keys(parts).join(' | ');
  return (text) => {
    const entries = text === '' ? [] : text.split(';').map((entry) => entry.trim());
    const complaints: Complaint[] = [];
    if (entries.length > LONGEST_LIST)
      complaints.push({ problem: `The list has ${entries.length} entries.`, remedy: `At most ${LONGEST_LIST}.` });
    const read = entries.map((entry, index) =>
      readEntry(parts, entry, (complaint) => {
        const problem = `Entry ${index + 1}: ${complaint.problem}`;
        complaints.push({ ...complaint, value: entry, problem, remedy: `${complaint.remedy} An entry is: ${form}` });
      }),
    );
    return complaints.length > 0 ? new Complaints(complaints) : (read as EntryOf<Shape>[]);
  };
}

function readEntry(parts: Parts, entry: string, complain: (complaint: Complaint) => void): Record<string, unknown> {
  const texts = entry.split('|').map((part) => part.trim());
  const names = Object.keys(parts);
  if (texts.length > names.length)
    complain({ problem: `It has ${texts.length} parts.`, remedy: 'Names may hold neither | nor ; themselves.' });
  return Object.fromEntries(
    Object.entries(parts).map(([name, reader], index) => {
      const read = reader(texts[index] ?? '');
      if (read instanceof Complaints)
        for (const { problem, remedy } of read.all) complain({ problem: `${name}: ${problem}`, remedy });
      return [name, read];
    }),
  );
}

export const feeLines: CellReader<readonly FeeLine[]> = listOf({
  kind: wordOf(['FEE', 'LEVY']),
  name: textOf(NAME_CHARACTERS),
  amountVnd: wholeNumber(0, LARGEST_AMOUNT_VND),
});

export const steps: CellReader<readonly ProcedureStep[]> = listOf({
  name: textOf(NAME_CHARACTERS),
  agency: (text: string) => (text === 'RECEIVING' || text === 'SETTLING' ? text : stepAgency(text)),
  timeLimit: optional(timeLimit),
});

function stepAgency(text: string): string | Complaints {
  const code = agencyCode(text);
  if (!(code instanceof Complaints)) return code;
  return new Complaints([
    { problem: `"${text}" is no agency.`, remedy: 'Write RECEIVING, SETTLING or an agency code.' },
  ]);
}

const componentEntries = listOf({
  code: (text: string) =>
    /^[A-Z0-9]{1,10}$/.test(text)
      ? text
      : new Complaints([{ problem: `"${text}" is no code.`, remedy: 'Write capital letters and digits, like TP1.' }]),
  name: textOf(NAME_CHARACTERS),
  required: wordOf(['REQUIRED', 'OPTIONAL']),
});

export const components: CellReader<readonly ProcedureComponent[]> = (text) => {
  const entries = componentEntries(text);
  if (entries instanceof Complaints) return entries;
  const codes = entries.map(({ code }) => code);
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  if (twice.length > 0) {
    const remedy = 'Give each component a code of its own.';
    return new Complaints(
      twice.map((code) => ({ value: code, problem: `The component ${code} is there twice.`, remedy })),
    );
  }
  return entries.map(({ required, ...entry }) => ({ ...entry, required: required === 'REQUIRED' }));
};
