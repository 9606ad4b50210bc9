import { z } from 'zod';

/** What an instant, a day or an id must look like; for other formats the schema has its own message. */
const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'must be an instant such as 2026-11-28T08:00:00+07:00',
  date: 'must be a day such as 2026-11-28',
  uuid: 'must be a UUID',
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
  if (issue.input === undefined && issue.code !== 'custom') return missing(issue);
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindOf(issue.expected)}, not ${kindOf(issue['received'] ?? typeName(issue.input))}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_union':
      return issue['options'] ? kindOfItsOwn(issue) : eitherOf(issue.errors);
    case 'invalid_format':
      return FORMATS[issue.format];
    case 'unrecognized_keys':
      return `There is no ${issue.keys.map((key) => `"${key}"`).join(', ')} here: leave it out, or correct its name`;
    case 'too_small':
      return `must be ${measure(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must be ${measure(issue.origin, 'at most', issue.maximum)}`;
    default:
      return undefined;
  }
}

function missing(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_value') return `is missing: send ${oneOf(issue.values)}`;
  const description = issue.inst instanceof z.ZodType ? issue.inst.description : undefined;
  if (description) return `is missing: ${description}`;
  return issue.code === 'invalid_type' ? `is missing: send ${kindOf(issue.expected)}` : 'is missing';
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
