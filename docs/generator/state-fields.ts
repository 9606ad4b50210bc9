import type { EventFamily } from '@motcua/contracts';
import { z } from 'zod';

/** As much of JSON Schema as the contracts use. */
export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** A field of a state for people: where it is, what it holds, what it means. */
export interface StateField {
  readonly path: string;
  readonly type: string;
  readonly meaning: string;
}

/** The state of a family as a consumer may rely on it: further fields are allowed and ignored. */
export function stateSchema(family: EventFamily): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(family.state, {
    io: 'input',
    // A format says it; a page of regular expression does not help anybody. Safe integers go without saying.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return schema as JsonSchema;
}

/** Every field, containers before what they contain: `procedure`, `procedure.code`, `supplements[].requestedAt`. */
export function stateFields(schema: JsonSchema, prefix = ''): readonly StateField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const { value } = withoutNull(property);
    const meaning = property.description ?? '';
    const own = { path, type: typeOf(property), meaning };
    if (value.items) return [own, ...stateFields(withoutNull(value.items).value, `${path}[].`)];
    return [own, ...stateFields(value, `${path}.`)];
  });
}

function withoutNull(schema: JsonSchema): { readonly value: JsonSchema; readonly nullable: boolean } {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return others.length === 1 ? { value: others[0]!, nullable: true } : { value: schema, nullable: false };
}

function typeOf(schema: JsonSchema): string {
  const { value, nullable } = withoutNull(schema);
  return nullable ? `${plainType(value)} or null` : plainType(value);
}

function plainType(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((word) => `\`${String(word)}\``).join(', ');
  if (schema.type === 'array') return `list of ${plainType(schema.items ?? {})}`;
  if (schema.format === 'uuid') return 'UUID';
  if (schema.format === 'date-time') return 'instant';
  if (schema.format === 'date') return 'local day';
  return { string: 'text', integer: 'integer', boolean: 'boolean', object: 'object' }[schema.type ?? ''] ?? 'any';
}
