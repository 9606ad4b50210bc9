import { randomUUID } from 'node:crypto';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly etag: string | null;
  readonly contentType: string | null;
  readonly body: Body;
}

export interface PostOptions {
  /** @default not signed in */
  readonly token?: string | undefined;
  /** Idempotency key; '' sends none. @default a new one */
  readonly key?: string | undefined;
  /** A revision, or the header as it goes out. @default no header */
  readonly ifMatch?: number | string | undefined;
  /** Sent as JSON; a text goes out as it is. @default {} */
  readonly body?: unknown;
  /** Further headers. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for JSON. */
export function getJson<Body = Record<string, unknown>>(url: string, token?: string): Promise<Answer<Body>> {
  return answerOf(fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} }));
}

/** Sends JSON, and expects some. */
export function postJson<Body = Record<string, unknown>>(
  url: string,
  { token, key = randomUUID(), ifMatch, body = {}, headers = {} }: PostOptions,
): Promise<Answer<Body>> {
  return answerOf(
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

/** What came back from a request whose answer is JSON. */
export async function answerOf<Body = Record<string, unknown>>(request: Promise<Response>): Promise<Answer<Body>> {
  const response = await request;
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    contentType: response.headers.get('content-type'),
    body: JSON.parse(await response.text()) as Body,
  };
}
