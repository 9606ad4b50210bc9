import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type TestService } from '@motcua/testing';
import { type MetricsStage, openMetricsStage } from '../../../test/support/metrics-stage.js';

let stage: MetricsStage;
let service: TestService;

beforeAll(async () => {
  stage = await openMetricsStage({ settings: { LIVE_STREAMS_PER_ADDRESS: '2', LIVE_STREAMS: '3' } });
  service = stage.services[0]!;
}, 60_000);
afterAll(() => stage.close(), 60_000);

describe('live streams', () => {
  it('are open only so many at once, to an address and in all, and a place is free again when one closes', async () => {
    const open: AbortController[] = [];
    const watch = async (address: string): Promise<Response> => {
      const abort = new AbortController();
      const headers = { 'x-forwarded-for': address };
      const response = await fetch(`${service.url}/live`, { headers, signal: abort.signal });
      if (response.ok) open.push(abort);
      return response;
    };
    expect((await watch('203.0.113.1')).status).toBe(200);
    expect((await watch('203.0.113.1')).status).toBe(200);
    const refused = await watch('203.0.113.1');
    expect([refused.status, refused.headers.get('content-type'), refused.headers.get('retry-after')]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      '30',
    ]);
    expect(await refused.json()).toMatchObject({ code: 'too-many-streams' });
    expect((await watch('203.0.113.2')).status).toBe(200);
    expect((await watch('203.0.113.3')).status).toBe(503);
    open[0]!.abort();
    await eventually(async () => expect((await watch('203.0.113.3')).status).toBe(200));
    for (const abort of open) abort.abort();
  });
});
