import type { Activity } from './activity.js';
import { PatienceError, RefusedError } from './faults.js';
import { jitteredMs, pause } from './pause.js';
import type { ClientName, TokenSource } from './tokens.js';

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Behind the portal, for example `/api/intake/dossiers`. */
  readonly path: string;
  /** In whose name. @default nobody's: public figures, signed callbacks, survey tokens */
  readonly as?: ClientName;
  readonly idempotencyKey?: string;
  /** The revision decided on. */
  readonly ifMatch?: number;
  /** Sent as JSON; the same bytes on every try. */
  readonly body?: unknown;
  /** Made anew for every try: a signature's timestamp must be fresh. */
  readonly headersOf?: (body: string) => Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  /** From `ETag`, else from the body. */
  readonly revision: number | undefined;
  readonly body: unknown;
}

export interface ApiClientOptions {
  readonly portalUrl: string;
  readonly tokens: TokenSource;
  readonly activity: Activity;
  /** How long one request is tried again. */
  readonly patienceMs: number;
  /** Called with every fault that is tried again. */
  readonly onRetry?: (kind: string, text: string) => void;
}

const BACKOFF = { firstMs: 100, longestMs: 5_000 };
const TRANSIENT = new Set([408, 425, 429]);

/**
 * Requests that survive a broken line. A network fault, 5xx, 429 and an expired token are tried again with the same key
 * and the same bytes, so a command is once in effect however often it had to be sent. Any other answer is returned.
 */
export class ApiClient {
  constructor(private readonly options: ApiClientOptions) {}

  /** @throws PatienceError when the fault lasts */
  async send(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    const begun = Date.now();
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.tryOnce(request, body, signal);
      if (!('fault' in outcome)) {
        if (request.method === 'POST' && outcome.status < 300) this.options.activity.commands += 1;
        return outcome;
      }
      const waited = Date.now() - begun;
      if (waited > this.options.patienceMs) {
        throw new PatienceError(`${request.method} ${request.path}`, waited, { cause: outcome.fault });
      }
      this.options.activity.retries += 1;
      this.options.onRetry?.(outcome.kind, `${request.method} ${pathKind(request.path)}: ${outcome.fault}`);
      await pause(jitteredMs(attempt, BACKOFF), signal);
    }
  }

  /** Like {@link send}, for callers to whom every refusal is an error. @throws RefusedError */
  async demand(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    const answer = await this.send(request, signal);
    if (answer.status >= 300) throw refusal(request, answer);
    return answer;
  }

  private async tryOnce(
    request: ApiRequest,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<ApiAnswer | { readonly kind: string; readonly fault: string }> {
    const token = request.as === undefined ? undefined : await this.options.tokens.token(request.as, signal);
    try {
      const response = await fetch(this.options.portalUrl + request.path, {
        method: request.method,
        headers: headersOf(request, body, token),
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      });
      const text = await response.text();
      if (response.status >= 500 || TRANSIENT.has(response.status)) {
        return { kind: `http-${response.status}`, fault: `answered ${response.status} ${text.slice(0, 160)}` };
      }
      if (response.status === 401 && request.as !== undefined && token !== undefined) {
        this.options.tokens.reject(request.as, token);
        return { kind: 'http-401', fault: 'the token was not taken' };
      }
      const parsed: unknown = text === '' ? undefined : JSON.parse(text);
      return { status: response.status, revision: revisionOf(response.headers.get('etag'), parsed), body: parsed };
    } catch (cause) {
      signal.throwIfAborted();
      return { kind: 'network', fault: networkFault(cause) };
    }
  }
}

export function refusal(request: ApiRequest, { status, body }: ApiAnswer): RefusedError {
  const problem = (body ?? {}) as { code?: unknown; detail?: unknown; errors?: unknown };
  const detail = [problem.detail, problem.errors && JSON.stringify(problem.errors)].filter(Boolean).join(' ');
  return new RefusedError(
    `${request.method} ${pathKind(request.path)}`,
    status,
    typeof problem.code === 'string' ? problem.code : `http-${status}`,
    detail.slice(0, 300),
  );
}

function headersOf(request: ApiRequest, body: string | undefined, token: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
    ...(request.ifMatch === undefined ? {} : { 'if-match': `"${request.ifMatch}"` }),
    ...request.headersOf?.(body ?? ''),
  };
}

function revisionOf(etag: string | null, body: unknown): number | undefined {
  const fromTag = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '')?.[1];
  if (fromTag !== undefined) return Number(fromTag);
  const revision = (body as { revision?: unknown } | undefined)?.revision;
  return typeof revision === 'number' ? revision : undefined;
}

/** Ids out, so that one kind of fault has one text. */
const pathKind = (path: string): string => path.replace(/\?.*$/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');

function networkFault(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = (inner as { code?: unknown }).code;
  return typeof code === 'string' ? code : inner instanceof Error ? inner.message : String(inner);
}
