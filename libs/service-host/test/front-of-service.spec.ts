import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { checked } from '@motcua/http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createService } from '../src/run-service.js';

const Said = z.looseObject({ text: z.string().optional() });

@Controller('echo')
class EchoController {
  @Post()
  post(@Body(checked(Said)) body: unknown): unknown {
    return body;
  }

  @Get()
  search(@Query(checked(Said)) query: unknown): unknown {
    return query;
  }

  @Get(':text')
  read(@Param('text', checked(z.string())) text: string): unknown {
    return { text };
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

const REQUEST_TIMEOUT_MS = 600;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const settings = { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'error' } as const;
  app = await createService('echo', settings, EchoModule, { requestTimeoutMs: REQUEST_TIMEOUT_MS });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly contentType: string | null;
}

async function told(path: string, init: RequestInit = {}): Promise<Told> {
  const response = await fetch(`${url}${path}`, init);
  const { code } = (await response.json()) as { code?: unknown };
  return { status: response.status, code, contentType: response.headers.get('content-type') };
}

const post = (body: string | Uint8Array<ArrayBuffer>, contentType = 'application/json'): Promise<Told> =>
  told('/echo', { method: 'POST', body, headers: { 'content-type': contentType } });

/** Sends bytes as they are; answers what comes until the other side closes. */
async function raw(...parts: readonly (string | number)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  for (const part of parts) {
    if (typeof part === 'number') await delay(part);
    else if (!socket.destroyed) socket.write(part);
  }
  await closed;
  return Buffer.concat(received).toString();
}

describe('A body', () => {
  it.each([
    ['not UTF-8', 'body-not-utf8', Uint8Array.from(Buffer.from('7b2274657874223a22c328227d', 'hex'))],
    ['with a NUL', 'request-invalid', String.raw`{"text":"a\u0000b"}`],
    ['with half of a character', 'request-invalid', String.raw`{"text":"\ud800"}`],
    ['with a control character deep inside', 'request-invalid', String.raw`{"list":[[{"text":"\u001b[2J"}]]}`],
    ['with a NUL in the name of a member', 'request-invalid', String.raw`{"a\u0000":1}`],
    ['that is null', 'request-invalid', 'null'],
    ['broken', 'json-broken', '{"text":'],
  ])('%s is refused: 400 %s', async (_, code, body) => {
    expect(await post(body)).toEqual({ status: 400, code, contentType: 'application/problem+json; charset=utf-8' });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'nonsense'])(
    'of type %s is refused: 415',
    async (contentType) => {
      expect(await post('text=a', contentType)).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    },
  );

  it('may hold lines, tabs, every letter and whole pairs', async () => {
    const text = 'Nguyễn\tThị\r\n𠮷 🏛';
    const response = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    expect([response.status, await response.json()]).toEqual([201, { text }]);
  });

  it('of any depth is looked through', async () => {
    const depth = 60_000;
    expect(await post(`{"list":${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}}`)).toMatchObject({ status: 400 });
  });
});

describe('An address', () => {
  it.each(['/echo?text=a%00b', '/echo/a%00b', '/echo/%07'])(
    'with a control character, %s, is refused',
    async (path) => {
      expect(await told(path)).toMatchObject({ status: 400, code: 'request-invalid' });
    },
  );

  it.each(['/echo/%ff', '/echo/%', '/echo/%e0%a4%a'])(
    'that is malformed, %s, is refused in our words',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"address-malformed"/);
    },
  );

  it('with a part that is too long is refused in our words', async () => {
    expect(await told(`/echo/${'x'.repeat(500)}`)).toMatchObject({ status: 414, code: 'address-malformed' });
  });
});

describe('A request', () => {
  it.each(['QUERY', 'PROPFIND', 'PURGE', 'PUT', 'TRACE'])(
    'by %s, which nothing takes, is no fault of ours',
    async (method) => {
      const answer = await raw(`${method} /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*application\/problem\+json/);
    },
  );

  it.each([
    ['of an unknown method', 'FOO /echo HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'request-broken'],
    ['that is no HTTP', 'hello\r\n\r\n', 400, 'request-broken'],
    [
      'with endless headers',
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('%s is refused in our words', async (_, bytes, status, code) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*application/problem\\+json[\\s\\S]*"code":"${code}"`),
    );
  });

  it('whose body drips is cut off with 408', async () => {
    const head = 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 30\r\n\r\n';
    const drops = Array.from({ length: 20 }, () => ['x', 200]).flat();
    const begin = performance.now();
    expect(await raw(head, ...drops)).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request-too-slow"/);
    expect(performance.now() - begin).toBeLessThan(20 * 200 + 2_000);
  });
});

it('Answers are kept by nobody on their way', async () => {
  const response = await fetch(`${url}/echo?text=a`);
  expect(response.headers.get('cache-control')).toBe('no-store');
});
