import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { frontDoor, type FrontDoor } from './front-door.js';

describe('the way through the portal to a service', () => {
  let door: FrontDoor;

  beforeAll(async () => {
    door = await frontDoor();
  });
  afterAll(() => door.stop());
  beforeEach(() => {
    door.intake.seen.length = 0;
  });

  const problemAt = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${door.url}${path}`, init);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return { ...((await response.json()) as object), header: response.status };
  };
  /** As `fetch`, but sends paths and headers as they are. */
  const raw = async (options: RequestOptions): Promise<{ status: number | undefined; body: string }> => {
    const { hostname, port } = new URL(door.url);
    const request = httpRequest({ hostname, port, ...options }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
  };

  it('takes the prefix off and leaves the rest of the address', async () => {
    const response = await fetch(`${door.url}/api/intake/dossiers/a%2Fb?agency=H06&q=a%20b`);
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({ method: 'GET', url: '/dossiers/a%2Fb?agency=H06&q=a%20b' });
    expect((await fetch(`${door.url}/api/intake`)).status).toBe(200);
    expect(door.intake.seen.at(-1)?.url).toBe('/');
  });

  it('sends a body on byte for byte, with the headers that the service needs', async () => {
    const body = '{"name":  "Nguyễn Văn A"}';
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      authorization: 'Bearer abc',
      'idempotency-key': 'key-1',
      'if-match': '"3"',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    await fetch(`${door.url}/api/intake/dossiers`, { method: 'POST', headers, body });
    const [seen] = door.intake.seen;
    expect(seen?.body.toString()).toBe(body);
    expect(seen?.headers).toMatchObject(headers);
  });

  it('passes broken JSON on: the service says what is wrong with it', async () => {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${door.url}/api/intake/dossiers`, { method: 'POST', headers, body: '{"name":' });
    expect(door.intake.seen[0]?.body.toString()).toBe('{"name":');
  });

  it('passes a body of unknown length on', async () => {
    const body = new Blob(['one ', 'two']).stream();
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'text/plain' } };
    await fetch(`${door.url}/api/intake/dossiers`, init as RequestInit);
    expect(door.intake.seen[0]?.body.toString()).toBe('one two');
  });

  it('says itself where a request came from, whatever the caller claims', async () => {
    await raw({
      path: '/api/intake/dossiers',
      headers: {
        host: 'motcua.example',
        'x-forwarded-for': '8.8.8.8',
        'x-forwarded-user': 'chair',
        'x-real-ip': '8.8.8.8',
        forwarded: 'for=8.8.8.8',
        connection: 'close, x-secret',
        'x-secret': 'for the portal only',
        te: 'trailers',
      },
    });
    const headers = door.intake.seen[0]?.headers;
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'motcua.example',
      'x-forwarded-proto': 'http',
    });
    for (const name of ['x-forwarded-user', 'x-real-ip', 'forwarded', 'x-secret', 'te']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it('gives the answer back as it is, problem and headers too, and adds the security headers', async () => {
    const { answer } = door.payments;
    door.payments.answer = (response) => {
      response.writeHead(409, { etag: '"7"', 'content-type': 'application/problem+json' }).end('{"code":"x"}');
    };
    const response = await fetch(`${door.url}/api/payments/orders/1/cash`, { method: 'POST' });
    door.payments.answer = answer;
    expect(response.status).toBe(409);
    expect(response.headers.get('etag')).toBe('"7"');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    await expect(response.text()).resolves.toBe('{"code":"x"}');
  });

  it('passes a 503 of a service on at once and does not repeat the request', async () => {
    const { answer } = door.payments;
    let asked = 0;
    door.payments.answer = (response) => {
      asked += 1;
      response.writeHead(503, { 'retry-after': '1' }).end();
    };
    expect((await fetch(`${door.url}/api/payments/orders`)).status).toBe(503);
    door.payments.answer = answer;
    expect(asked).toBe(1);
  });

  it('names the service that does not answer', async () => {
    expect(await problemAt('/api/surveys/answers', { method: 'POST', body: '{}' })).toMatchObject({
      header: 503,
      status: 503,
      type: 'urn:motcua:problem:service-unavailable',
      code: 'service-unavailable',
      service: 'surveys',
      detail: expect.stringContaining('"surveys"'),
    });
    expect((await fetch(`${door.url}/api/surveys/answers`)).headers.get('retry-after')).toBe('1');
  });

  it('names a service that hangs up without an answer', async () => {
    const { answer } = door.payments;
    door.payments.answer = (response) => response.destroy();
    const problem = await problemAt('/api/payments/orders');
    door.payments.answer = answer;
    expect(problem).toMatchObject({ header: 503, code: 'service-unavailable', service: 'payments' });
  });

  it('names a service that takes a request and never answers, within ten seconds, and says how to repeat it', async () => {
    const { answer } = door.payments;
    door.payments.answer = () => undefined;
    const [asked, { body }] = [performance.now(), { body: '{}' }];
    const headers = { 'idempotency-key': 'key-1', 'content-type': 'application/json' };
    const problem = await problemAt('/api/payments/orders/1/cash', { method: 'POST', headers, body });
    door.payments.answer = answer;
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(problem).toMatchObject({
      header: 504,
      status: 504,
      type: 'urn:motcua:problem:service-timeout',
      code: 'service-timeout',
      service: 'payments',
      detail: expect.stringMatching(/"payments".*same Idempotency-Key/),
    });
  }, 60_000);

  it('waits longer for what makes a whole document', async () => {
    const { answer } = door.intake;
    door.intake.answer = (response) => void setTimeout(() => response.writeHead(200).end('all'), 10_000);
    const response = await fetch(`${door.url}/api/intake/dossiers/exports`, { method: 'POST', body: '{}' });
    door.intake.answer = answer;
    await expect(response.text()).resolves.toBe('all');
  }, 60_000);

  it('refuses a body of more than 256 KiB, announced or not', async () => {
    const large = 'x'.repeat(256 * 1024 + 1);
    const problem = { header: 413, code: 'body-too-large' };
    expect(await problemAt('/api/intake/dossiers', { method: 'POST', body: large })).toMatchObject(problem);
    const body = new Blob([large]).stream();
    const chunked = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect(await problemAt('/api/intake/dossiers', chunked)).toMatchObject(problem);
    expect(door.intake.seen).toHaveLength(0);
    const largest = await fetch(`${door.url}/api/intake/dossiers`, { method: 'POST', body: large.slice(1) });
    expect(largest.status).toBe(200);
  });

  it("passes a payment gateway's report on that is larger", async () => {
    const body = 'x'.repeat(1024 * 1024);
    const report = await fetch(`${door.url}/api/payments/gateway/callbacks`, { method: 'POST', body });
    expect(report.status).toBe(200);
  });

  it('knows nothing else under /api', async () => {
    for (const path of ['/api', '/api/', '/api/identity/token', '/api/intakes', '/api/index.html']) {
      expect(await problemAt(path)).toMatchObject({ header: 404, code: 'route-not-found' });
    }
    expect(await problemAt('/api/nothing', { method: 'POST', body: '{}' })).toMatchObject({ code: 'route-not-found' });
  });

  it('keeps the health and the measurements of a service inside', async () => {
    for (const path of ['/metrics', '/health/ready', '/./metrics', '/%6detrics', '/.//metrics', '/metrics/']) {
      expect({ path, ...(await raw({ path: `/api/intake${path}` })) }).toMatchObject({ path, status: 404 });
    }
    expect(await raw({ path: '/api/intake/x/../metrics' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('request-invalid'),
    });
    expect(door.intake.seen).toHaveLength(0);
  });
});
