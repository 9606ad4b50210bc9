import { z } from 'zod';

/** What an instant, a day or an id must look like; for other formats the schema has its own message. */
const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an instant such as 2024-01-29T10:00:00+07:00',
  date: 'a day such as 2024-01-29',
  uuid: 'a UUID',
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  NaN: 'something else',
  null: 'null',
};

/**
 * What is wrong with one part of a request and what to send instead, where its schema has no message of its own. It never
 * contains the value, which may be personal, or long.
 */
export function faultText(issue: z.core.$ZodRawIssue): string | undefined {
  if (isMissing(issue)) return missing(issue);
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindOf(issue.expected)}, not ${kindOf(issue['received'] ?? typeName(issue.input))}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_union':
      return issue['options'] ? kindOfItsOwn(issue) : eitherOf(issue.errors);
    case 'invalid_format':
      return issue.format in FORMATS ? `must be ${FORMATS[issue.format]}` : undefined;
    case 'unrecognized_keys':
      return `There is no ${issue.keys.map((key) => JSON.stringify(key)).join(', ')} here: leave it out${knownFields(issue)}`;
    case 'too_small':
      return `must be ${measure(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must be ${measure(issue.origin, 'at most', issue.maximum)}`;
    default:
      return undefined;
  }
}

/** Whether nothing was sent where something is wanted. */
export function isMissing({ input, code }: { readonly input?: unknown; readonly code: string }): boolean {
  return input === undefined && code !== 'custom';
}

/** As a schema's own words say what something must be, but of something that is missing. */
export const missingText = (text: string): string => text.replace(/^must be /, 'is missing: send ');

function missing(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_value') return `is missing: send ${oneOf(issue.values)}`;
  const format = issue.inst instanceof z.ZodStringFormat ? FORMATS[issue.inst._zod.def.format] : undefined;
  if (format) return `is missing: send ${format}`;
  const description = issue.inst instanceof z.ZodType ? issue.inst.description : undefined;
  if (description) return `is missing: ${description}`;
  return issue.code === 'invalid_type' ? `is missing: send ${kindOf(issue.expected)}` : 'is missing';
}

function knownFields({ inst }: z.core.$ZodRawIssue): string {
  const fields = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
  return fields.length === 0 ? '' : `, or send ${oneOf(fields)}`;
}

/** Where one field says which fields there are. */
function kindOfItsOwn({ input, ...issue }: z.core.$ZodRawIssue): string {
  const field = String(issue['discriminator']);
  const isThere = typeof input === 'object' && input !== null && field in input;
  return `${isThere ? 'must be' : 'is missing: send'} ${oneOf(issue['options'] as readonly unknown[])}`;
}

function oneOf(values: readonly unknown[]): string {
  const named = values.map((value) => JSON.stringify(value));
  return named.length === 1 ? named[0]! : `one of ${named.join(', ')}`;
}

function eitherOf(errors: readonly (readonly { readonly message: string }[])[]): string {
  return errors.map((issues) => issues.map(({ message }) => message).join(' and ')).join('; or ');
}

/** Of a text its length, of a list its size, of a number itself. */
function measure(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `${bound} ${limit} characters long`;
  return origin === 'array' || origin === 'set' ? `a list of ${bound} ${limit}` : `${bound} ${limit}`;
}

function kindOf(name: unknown): string {
  return KINDS[String(name)] ?? `a ${String(name)}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
