import { randomUUID } from 'node:crypto';
import type { Stack } from '../../../deploy/local/src/stack.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody at the front door of a stack, with the rights of one of its people. */
export class Caller {
  readonly #stack: Stack;
  readonly #token: string;

  private constructor(stack: Stack, token: string) {
    this.#stack = stack;
    this.#token = token;
  }

  static async as(stack: Stack, clientId: string): Promise<Caller> {
    const { secret } = stack.identity.clients.find(({ id }) => id === clientId)!;
    const response = await fetch(`${stack.endpoints.OIDC_ISSUER}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return new Caller(stack, token);
  }

  get(path: string): Promise<Reply> {
    return this.#call(path, {});
  }

  /** @param body a text goes out as it is */
  post(path: string, body: object | string, ifMatch?: number): Promise<Reply> {
    return this.#call(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async #call(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<Reply> {
    const authorization = `Bearer ${this.#token}`;
    const url = `${this.#stack.description.wall}${path}`;
    const response = await fetch(url, { ...init, headers: { ...headers, authorization } });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, text, body: isJson ? (JSON.parse(text) as Reply['body']) : {} };
  }
}
