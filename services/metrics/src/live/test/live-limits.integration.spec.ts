import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  freshTopics,
  realParts,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestService,
} from '@motcua/testing';
import { metricsDatabase } from '../../../test/support/projection.js';
import { AppModule } from '../../app.module.js';
import { readMetricsSettings } from '../../config.js';

let topics: FreshTopics;
let database: FreshDatabase;
let service: TestService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  [topics, database] = await Promise.all([freshTopics('metrics'), metricsDatabase()]);
  const settings = readMetricsSettings({
    PORT: '0',
    KAFKA_BROKERS: topics.kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
    DATABASE_URL: database.url,
    REDIS_URL: realParts().redisUrl,
    REDIS_PREFIX: `${topics.kafka.topicPrefix}limits:`,
    OIDC_ISSUER: 'http://127.0.0.1:1',
    LIVE_STREAMS_PER_ADDRESS: '2',
    LIVE_STREAMS: '3',
  });
  service = await startTestService('metrics', AppModule.with(settings));
}, 60_000);
afterAll(async () => {
  await service.stop();
  await Promise.all([topics.drop(), database.drop()]);
}, 60_000);

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
