import { randomUUID } from 'node:crypto';
import type { Stack } from '../../deploy/local/src/stack.ts';

export interface Request {
  /** Client of the stack's identity file. @default nobody's name */
  readonly as?: string;
  /** Sent by POST; without it the address is read. */
  readonly body?: unknown;
  /** The same command on every try bears the same key. @default a new one */
  readonly idempotencyKey?: string;
  /** The revision that the command was decided on. */
  readonly ifMatch?: number;
}

/** The JSON that the province answers behind its front door. @throws with status and body when that is a refusal */
export async function ask<T>(stack: Stack, path: string, request: Request = {}): Promise<T> {
  const { as, body, ifMatch, idempotencyKey = randomUUID() } = request;
  const command = body !== undefined && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
  };
  const answer = await fetch(`${stack.description.wall}${path}`, {
    ...command,
    headers: {
      ...(command ? command.headers : {}),
      ...(as === undefined ? {} : { authorization: `Bearer ${await tokenOf(stack, as)}` }),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    },
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function tokenOf(stack: Stack, client: string): Promise<string> {
  const secret = stack.identity.clients.find(({ id }) => id === client)?.secret;
  const answer = await fetch(`${stack.description.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`The issuer answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
