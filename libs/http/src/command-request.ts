import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader } from '@nestjs/swagger';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** What the headers of a command say. */
export interface CommandRequest {
  /** Whose key it is: two principals may use the same one. */
  readonly principalId: string;
  /** Every role of that principal with its agency, in order: `INTAKE_OFFICER@H06`. */
  readonly grants: readonly string[];
  readonly idempotencyKey: string;
  /** SHA-256 of method, path and body: what the key stands for. */
  readonly fingerprint: string;
  readonly ifMatch: string | undefined;
}

const KEY = /^[\x21-\x7e]{1,200}$/;
const LARGEST_REVISION = 2 ** 31 - 1;
const ETAG = /^"(\d{1,10})"$/;

interface Caller {
  readonly id: string;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
}

type AuthenticatedRequest = FastifyRequest & { principal?: Caller; rawBody?: Buffer };

function readCommand(request: AuthenticatedRequest): CommandRequest {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new AppError('Send an Idempotency-Key of 1 to 200 visible characters, a new one for each command.', {
      code: 'idempotency-key-required',
      retryable: false,
    });
  }
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url.split('?', 1)[0]}\n`)
    .update(request.rawBody ?? '')
    .digest('hex');
  return {
    principalId: request.principal?.id ?? 'anonymous',
    grants: [...new Set(request.principal?.roles.map(({ role, agency }) => `${role}@${agency}`))].sort(),
    idempotencyKey: key,
    fingerprint,
    ifMatch: request.headers['if-match'],
  };
}

/** The headers of a command. @throws AppError `idempotency-key-required` */
export const Command = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readCommand(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);

/** Documents the headers that every command takes. */
export const CommandHeaders = (options: { readonly ifMatch: boolean }): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'A new one for each command; the same again on a retry.',
      schema: { type: 'string', pattern: KEY.source },
    }),
    ...(options.ifMatch
      ? [
          ApiHeader({
            name: 'If-Match',
            required: true,
            description: 'The revision decided on, as ETag: "3".',
            schema: { type: 'string', pattern: ETAG.source },
          }),
        ]
      : []),
  );

/**
 * The revision that the caller decided on.
 * @throws AppError `if-match-required` or `if-match-invalid`
 */
export function expectedRevision(command: CommandRequest): number {
  if (command.ifMatch === undefined) {
    throw new AppError('Send If-Match with the revision that you decided on, as in the ETag of your last answer.', {
      code: 'if-match-required',
      retryable: false,
      kind: AppErrorKind.PreconditionRequired,
    });
  }
  const revision = ETAG.exec(command.ifMatch)?.[1];
  if (revision === undefined) {
    throw new AppError(`If-Match must be one revision in quotes, for example "3".`, {
      code: 'if-match-invalid',
      retryable: false,
    });
  }
  // Beyond what a revision can be, it is as stale as any other wrong one.
  return Math.min(Number(revision), LARGEST_REVISION);
}
