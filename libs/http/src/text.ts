import { faultOfLines, faultOfText, tidyLines, tidyText, type TextFault as KernelFault } from '@motcua/kernel/text';
import { z } from 'zod';

/** Control characters but the tab and the ends of lines, and halves of a character (lone surrogates). */
const UNFIT = /[^\P{Cc}\t\n\r]|\p{Cs}/u;
const CONTROL = /\p{Cc}/u;
/** As {@link CONTROL}, for readers of OpenAPI in other languages. */
const ONE_LINE_PATTERN = String.raw`^[^\x00-\x1f\x7f-\x9f]*$`;

const MOST_FAULTS = 20;
const LONGEST_PATH = 200;

/** Where something is wrong with a request, and what. */
export interface TextFault {
  /** Members from the outside to the inside, with full stops between them; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * The texts of a JSON value, names of members included, that a database refuses and nobody types. The first twenty, at any
 * depth of the value.
 */
export function unfitTexts(value: unknown): readonly TextFault[] {
  const faults: TextFault[] = [];
  const left: { readonly value: unknown; readonly path: string }[] = [{ value, path: '' }];
  for (let next = left.pop(); next && faults.length < MOST_FAULTS; next = left.pop()) {
    const { value: each, path } = next;
    const fault = (message: string): TextFault => ({ path: path.slice(0, LONGEST_PATH), message });
    if (typeof each === 'string' && UNFIT.test(each)) faults.push(fault(messageFor(each)));
    if (typeof each !== 'object' || each === null || ArrayBuffer.isView(each)) continue;
    for (const [name, inner] of Object.entries(each)) {
      if (UNFIT.test(name)) faults.push(fault('must have no control characters in the names of its members'));
      left.push({ value: inner, path: path === '' ? name : `${path}.${name}` });
    }
  }
  return faults;
}

/** Line ends and tabs are permitted here; the text rule says what else is wrong, and at which character. */
function messageFor(text: string): string {
  const { problem, remedy } = faultOfText(text.replace(/[\t\n\r]/g, ' '))!;
  return `${problem} ${remedy}`;
}

/**
 * A text of one line, such as a code or a person's id; of 1 to `longest` characters. It is kept as `tidyText` gives it, and
 * has no invisible characters.
 */
export function oneLine(longest: number): z.ZodString {
  return z
    .string()
    .refine((text) => !CONTROL.test(text), { error: 'must be one line without control characters', abort: true })
    .overwrite(tidyText)
    .min(1, { abort: true })
    .max(longest)
    .superRefine((text, context) => report(context, faultOfText(text)))
    .meta({ pattern: ONE_LINE_PATTERN });
}

/**
 * A text that people write in one or more lines, of 1 to `longest` characters. It is kept as `tidyLines` gives it: with line
 * feeds and no other control character.
 */
export function lines(longest: number): z.ZodString {
  return z
    .string()
    .overwrite(tidyLines)
    .min(1)
    .max(longest)
    .superRefine((text, context) => report(context, faultOfLines(text)));
}

function report(context: z.RefinementCtx<string>, fault: KernelFault | null): void {
  if (fault) context.addIssue({ code: 'custom', message: `${fault.problem} ${fault.remedy}` });
}
