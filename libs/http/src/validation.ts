import { applyDecorators, Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { AppError } from '@motcua/kernel';
import { z } from 'zod';
import { faultText, isMissing, missingText } from './fault-text.js';
import { unfitTexts, type TextFault } from './text.js';

/** Checks one part of a request; every fault is named at once, with its path. No text in it may hold control characters. */
@Injectable()
class ZodPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown, { type, data }: ArgumentMetadata): z.output<Schema> {
    const parameter = type === 'param' && data ? [data] : [];
    const unfit = unfitTexts(value);
    if (unfit.length > 0) {
      throw requestInvalid(unfit.map(({ path, message }) => ({ path: parameter[0] ?? path, message })));
    }
    const result = this.schema.safeParse(value === undefined ? {} : value, { error: faultText, reportInput: true });
    if (result.success) return result.data;
    throw requestInvalid(
      result.error.issues.map((issue) => ({
        path: [...parameter, ...issue.path].join('.'),
        message: isMissing(issue) ? missingText(issue.message) : issue.message,
      })),
    );
  }
}

/** The problem `request-invalid`, with every fault in its text and, by path, in its `errors`. */
export function requestInvalid(errors: readonly TextFault[]): AppError {
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return new AppError(`The request is not valid. ${detail}`, {
    code: 'request-invalid',
    retryable: false,
    details: { errors },
  });
}

/** `@Body(checked(AcceptBody)) body: z.output<typeof AcceptBody>`; @throws AppError `request-invalid` */
export function checked<Schema extends z.ZodType>(schema: Schema): PipeTransform<unknown, z.output<Schema>> {
  return new ZodPipe(schema);
}

const Id = z.uuid();

/** A UUID in the path. */
export const idInPath = checked(Id);

/** A UUID in the path, for people who may have something else; `remedy` says how they find it. */
export function idInPathFor(remedy: string): PipeTransform<unknown, string> {
  return checked(z.uuid(`must be a UUID: ${remedy}`));
}

type OpenApiSchema =
  Exclude<NonNullable<Parameters<typeof ApiBody>[0]>, { type: unknown }> extends infer T
    ? T extends { schema: infer S }
      ? S
      : never
    : never;

function openApi(schema: z.ZodType, io: 'input' | 'output'): OpenApiSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'openapi-3.0' });
  return rest as OpenApiSchema;
}

/** Documents what a route takes and answers, from the schemas it checks with. */
export function Documented(options: {
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  /** What stands in the path, by name; `'id'` is a UUID. @default nothing */
  readonly path?: Readonly<Record<string, z.ZodType | 'id'>>;
  readonly answers?: z.ZodType;
  /** Content types of an answer that is no JSON. @default JSON */
  readonly produces?: readonly string[];
  /** @default 200 */
  readonly status?: number;
  readonly summary?: string;
}): MethodDecorator {
  const decorators: (MethodDecorator & ClassDecorator)[] = [];
  if (options.body) {
    const required = !options.body.safeParse({}).success;
    decorators.push(ApiBody({ required, schema: openApi(options.body, 'input') }) as MethodDecorator & ClassDecorator);
  }
  for (const [name, schema] of Object.entries(options.query?.shape ?? {})) {
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    decorators.push(
      ApiQuery({ name, required, schema: openApi(schema as z.ZodType, 'input') }) as MethodDecorator & ClassDecorator,
    );
  }
  for (const [name, schema] of Object.entries(options.path ?? {})) {
    const part = openApi(schema === 'id' ? Id : schema, 'input');
    decorators.push(ApiParam({ name, schema: part as object }) as MethodDecorator & ClassDecorator);
  }
  decorators.push(
    ApiResponse({
      status: options.status ?? 200,
      description: options.summary ?? 'Done.',
      ...contentOf(options),
    }) as MethodDecorator & ClassDecorator,
  );
  return applyDecorators(...decorators);
}

const BYTES: OpenApiSchema = { type: 'string', format: 'binary' };

function contentOf({ produces, answers }: Parameters<typeof Documented>[0]): object {
  if (produces) return { content: Object.fromEntries(produces.map((type) => [type, { schema: BYTES }])) };
  return answers ? { schema: openApi(answers, 'output') } : {};
}
