import type { DossierComponent } from '@motcua/contracts';
import { faultOfText } from '@motcua/kernel/text';
import { z } from 'zod';
import { agencyCode, Complaints, procedureCode, type CellReader } from '../../catalogue/index.js';
import { destroyedBy } from './number-cells.js';
import { Doubtful, Wrong, type FieldReader } from './row-fault.js';

export function required<Value>(reader: FieldReader<Value>): FieldReader<Value> {
  return (value) => (value === undefined ? new Wrong('It is missing.', 'Write it.') : reader(value));
}

export function optional<Value, Empty>(reader: FieldReader<Value>, empty: Empty): FieldReader<Value | Empty> {
  return (value) => (value === undefined ? empty : reader(value));
}

export function wordOf<const Word extends string>(words: readonly Word[]): FieldReader<Word> {
  return (value) =>
    words.find((word) => word === value) ?? new Wrong('The word is not known.', `Write ${words.join(' or ')}.`);
}

/** `true` and `false` in JSON, `YES` and `NO` in both. */
export const yesOrNo: FieldReader<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  const word = wordOf(['YES', 'NO'])(value);
  return word instanceof Wrong ? word : word === 'YES';
};

/** A text about the applicant, of one line. */
export function textOf(longest: number): FieldReader<string> {
  return (value) => {
    if (typeof value !== 'string') return new Wrong('This is no text.', 'Write it in "quotation marks".');
    if (value.length > longest)
      return new Wrong(`It has ${value.length} characters.`, `Shorten it to at most ${longest}.`);
    const fault = faultOfText(value);
    return fault === null ? value : new Wrong(fault.problem, fault.remedy);
  };
}

/** A spreadsheet keeps 15 digits of a number and makes zeros of the others. */
const ROUNDED = /^\d{15}0+$/;

/** The code in the other system. It goes into events and reports, so it must look like a code and not like a name. */
export const externalCode: FieldReader<string | Doubtful<string>> = (value) => {
  const destroyed = destroyedBy(value);
  if (typeof value !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,99}$/.test(value)) return destroyed ?? NO_CODE;
  if (destroyed !== null) return new Doubtful(value, destroyed.problem, destroyed.remedy);
  if (!ROUNDED.test(value)) return value;
  const problem = 'It has zeros behind its 15th digit: a spreadsheet has likely rounded it.';
  return new Doubtful(value, problem, 'Set the column to "Text" in the spreadsheet, and export it again.');
};
const NO_CODE = new Wrong(
  'This is no code.',
  'Write the code of the dossier in the other system: up to 100 of A-Z, a-z, 0-9 and . _ : / # - without spaces.',
);

const viaCell =
  (reader: CellReader<string>): FieldReader<string> =>
  (value) => {
    const read = reader(typeof value === 'string' ? value : '');
    if (!(read instanceof Complaints)) return read;
    const [{ problem, remedy } = { problem: '', remedy: '' }] = read.all;
    return new Wrong(problem, remedy);
  };

export const agency = viaCell(agencyCode);
export const procedure = viaCell(procedureCode);

const Instant = z.iso.datetime({ offset: true });
const INSTANT_REMEDY =
  'Write date, time and offset, like 2024-01-29T10:00:00+07:00; set the column to "Text", or the spreadsheet rewrites it.';

function whatOf(value: unknown): string {
  if (typeof value !== 'string') return 'This is no text.';
  if (/^\d{5}(?:[.,]\d+)?$/.test(value)) return 'This is the number by which a spreadsheet keeps a date.';
  const isIso = /^\d{4}-/.test(value);
  return (isIso ? null : destroyedBy(value)?.problem) ?? 'This is no instant with an offset.';
}

/** @returns ISO 8601 in UTC, to the millisecond */
export const instant: FieldReader<string> = (value) => {
  const at = typeof value === 'string' && Instant.safeParse(value).success ? new Date(value) : null;
  if (at === null || Number.isNaN(at.getTime())) return new Wrong(whatOf(value), INSTANT_REMEDY);
  const year = at.getUTCFullYear();
  return year < 1975 || year > 2099
    ? new Wrong('The instant is too far away.', 'Write one from 1975 to 2099.')
    : at.toISOString();
};

const COPY_KINDS = ['ORIGINAL', 'COPY', 'ELECTRONIC'] as const;
const COMPONENT = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  copyKind: z.enum(COPY_KINDS),
  digitised: z.boolean().default(false),
  reused: z.boolean().default(false),
});
const MOST = 100;

/** A list: an array of objects in JSON; in a cell `TP1 ORIGINAL DIGITISED; TP2 COPY`, one part to each element. */
function listOf<Element>(
  element: z.ZodType<Element>,
  fromPart: (part: string) => unknown,
  remedy: string,
): FieldReader<Element[]> {
  const list = z.array(element).max(MOST);
  return (value) => {
    const elements = typeof value === 'string' ? partsOf(value).map(fromPart) : value;
    const read = list.safeParse(elements);
    if (read.success) return read.data;
    const [place] = read.error.issues[0]?.path ?? [];
    const which = typeof place === 'number' ? `Element ${place + 1} of the list` : 'The list';
    return new Wrong(`${which} cannot be read.`, remedy);
  };
}

const partsOf = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const components: FieldReader<DossierComponent[]> = listOf(
  COMPONENT,
  (part) => {
    const [code, copyKind, ...marks] = part.split(/ +/);
    const digitised = marks.includes('DIGITISED');
    const reused = marks.includes('REUSED');
    return marks.length === Number(digitised) + Number(reused) ? { code, copyKind, digitised, reused } : part;
  },
  `Write components like "TP1 ORIGINAL DIGITISED REUSED; TP2 COPY", with ${COPY_KINDS.join(', ')}; at most ${MOST}.`,
);

const InstantField = z.string().transform((text, context) => {
  const read = instant(text);
  if (!(read instanceof Wrong)) return read;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});
const OpenEnd = InstantField.nullish().transform((text) => text ?? null);

/** When it was entered in the other system is not known, and the import is not that instant. */
const notNoted = <Stop extends object>(stop: Stop): Stop & { readonly recordedAt: null } => ({
  ...stop,
  recordedAt: null,
});

/** `from/to`, ISO 8601's notation of an interval; nothing after the stroke: it goes on. */
const endsOf = (text: string): readonly (string | undefined)[] =>
  text.split('/').map((end) => (end.trim() === '' ? undefined : end.trim()));

export const supplements = listOf(
  z.strictObject({ requestedAt: InstantField, receivedAt: OpenEnd, respondBy: OpenEnd }).transform(notNoted),
  (part) => {
    const [requestedAt, receivedAt, respondBy, ...more] = endsOf(part);
    return more.length > 0 ? part : { requestedAt, receivedAt, respondBy };
  },
  `Write "requested/received" or "requested/received/respond by"; nothing for received while it is awaited; parts with ";" between. ${INSTANT_REMEDY}`,
);

export const suspensions = listOf(
  z.strictObject({ cause: z.enum(['PAYMENT', 'SUSPENSION']), from: InstantField, to: OpenEnd }).transform(notNoted),
  (part) => {
    const [cause, interval, ...more] = part.split(/ +/);
    const [from, to, ...others] = endsOf(interval ?? '');
    return more.length + others.length > 0 ? part : { cause, from, to };
  },
  `Write "PAYMENT from/to" or "SUSPENSION from/to"; nothing for to while it goes on; parts with ";" between. ${INSTANT_REMEDY}`,
);
