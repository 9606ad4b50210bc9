import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseKeyRing } from '@motcua/kernel';
import { reseal } from '@motcua/persistence';
import { eventually } from '@motcua/testing';
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { DataSource } from 'typeorm';
import { keptBodiesOf } from '../src/persistence/kept-body.reader.js';
import { sealedTables } from '../src/persistence/sealed-tables.js';
import {
  ENCRYPTION_KEYS,
  openPaymentsStage,
  signed,
  signedBytes,
  success,
  type PaymentsStage,
} from './support/payments-stage.js';

let stage: PaymentsStage;
let dataSource: DataSource;
beforeAll(async () => {
  stage = await openPaymentsStage();
  dataSource = await new DataSource({ type: 'postgres', url: stage.database.ownerUrl }).initialize();
}, 90_000);
afterAll(async () => {
  await dataSource.destroy();
  await stage.close();
}, 60_000);

const JSON_TYPE = 'application/json';
const anOrder = '0190a000-0000-7000-8000-000000000001';
const report = JSON.stringify(success(anOrder, { payer: 'Nguyễn Thị Canary' }));
const gaugeOf = async (name: string): Promise<number> => {
  const line = (await stage.metrics()).split('\n').find((each) => each.startsWith(`${name} `));
  expect(line).toBeDefined();
  return Number(line?.split(' ')[1]);
};
const REFUSED = (reason: string): string => `motcua_payments_refused_reports_total{reason="${reason}"}`;
const OPEN = 'motcua_payments_open_cases{reason="report-unreadable"}';
const keptCount = async (): Promise<number> => (await stage.database.query('select 1 from gateway_report')).length;

describe('a signed report that cannot be read', () => {
  const cases: readonly (readonly [string, Buffer, string | null])[] = [
    ['is truncated', Buffer.from(report.slice(0, -5)), JSON_TYPE],
    [
      'is larger than 256 kB',
      Buffer.from(JSON.stringify({ ...success(anOrder), note: 'x'.repeat(300_000) })),
      JSON_TYPE,
    ],
    ['is not UTF-8', Buffer.from(report, 'latin1'), JSON_TYPE],
    ['is UTF-16', Buffer.from(report, 'utf16le'), 'application/json; charset=utf-16'],
    ['is a form', Buffer.from(`orderId=${anOrder}&amountVnd=8000`), 'application/x-www-form-urlencoded'],
    ['is XML', Buffer.from('<payment/>'), 'application/xml'],
    ['is bytes', randomBytes(500), 'application/octet-stream'],
    ['has a content type that is none', Buffer.from('x'), 'no type'],
    ['has no content type', Buffer.from('no report'), null],
    ['is empty', Buffer.alloc(0), JSON_TYPE],
    ['says __proto__', Buffer.from(report.replace('"payer"', '"__proto__"')), JSON_TYPE],
    ['holds a NUL and half of a character', Buffer.from(String.raw`{"type":"a\u0000b","orderId":"\ud800"}`), JSON_TYPE],
    ['is nested without end', Buffer.from('['.repeat(200_000)), JSON_TYPE],
  ];
  it.each(cases)('since it %s is kept, is a case, and need not come again', async (_, bytes, contentType) => {
    const log = jest.spyOn(Logger.prototype, 'warn');
    const known = await keptCount();
    const open = await eventually(() => gaugeOf(OPEN), 20_000);
    const headers = signedBytes(bytes);
    const webhookId = headers['webhook-id']!;
    for (let times = 0; times < 2; times++) {
      expect(await stage.reportBytes(bytes, contentType, headers)).toMatchObject({
        status: 200,
        body: { status: null, reason: 'report-unreadable', detail: expect.any(String) },
      });
    }
    expect(await keptCount()).toBe(known + 1);
    const [kept] = await keptBodiesOf(dataSource, parseKeyRing(ENCRYPTION_KEYS), webhookId);
    expect(kept).toMatchObject({
      bodyBytes: bytes.length,
      bodyDigest: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(kept!.bytes.equals(bytes.subarray(0, 65_536))).toBe(true);
    const { body } = await stage.get('/cases?reason=report-unreadable&limit=200', stage.supervisor);
    expect(body['cases']).toContainEqual(expect.objectContaining({ reason: 'report-unreadable', webhookId }));
    const opened = { message: 'A payment case was opened.', reason: 'report-unreadable', reportId: kept!.reportId };
    expect(log.mock.calls).toContainEqual([expect.objectContaining(opened)]);
    await eventually(async () => expect(await gaugeOf(OPEN)).toBeGreaterThan(open), 20_000);
    const [row] = await stage.database.query('select * from gateway_report where webhook_id = $1', [webhookId]);
    expect(JSON.stringify(row)).not.toContain('Canary');
    log.mockRestore();
  });

  it('is resealed with a new key', async () => {
    const bytes = Buffer.from('{"payer":');
    const headers = signedBytes(bytes);
    await stage.reportBytes(bytes, JSON_TYPE, headers);
    const fresh = parseKeyRing(`k2:${randomBytes(32).toString('base64')}`);
    const [result] = await reseal(dataSource, new Map([...fresh, ...parseKeyRing(ENCRYPTION_KEYS)]), sealedTables);
    expect(result).toMatchObject({ table: 'gateway_report', unreadable: [] });
    const [kept] = await keptBodiesOf(dataSource, fresh, headers['webhook-id']!);
    expect(String(kept?.bytes)).toBe('{"payer":');
  });
});

describe('a signed report that can be read', () => {
  it.each([
    ['another content type', 'text/plain', ''],
    ['the content type of CloudEvents', 'application/cloudevents+json; charset=utf-8', ''],
    ['no content type', null, ''],
    ['300 kB of white space', JSON_TYPE, ' '.repeat(300_000)],
    ['a byte order mark', JSON_TYPE, '\ufeff'],
  ])('settles its order under %s', async (_, contentType, before) => {
    const order = await stage.openOrder();
    const bytes = Buffer.from(before + JSON.stringify(success(order.orderId)));
    expect(await stage.reportBytes(bytes, contentType)).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
  });
});

describe('a callback that is not kept', () => {
  const late = (text: string): Record<string, string> => signed(text, new Date(Date.now() - 6 * 60_000));
  const large = 'x'.repeat(1_100_000);
  it.each([
    ['header-missing', 401, report, () => ({})],
    ['timestamp-malformed', 401, report, (text: string) => ({ ...signed(text), 'webhook-timestamp': 'today' })],
    ['signature-differs', 401, report, () => signed('another')],
    ['signature-differs', 401, 'no JSON', () => signed('another')],
    ['timestamp-out-of-bounds', 401, report, late],
    ['body-too-large', 413, large, () => ({})],
    ['body-too-large', 413, large, (text: string) => signed(text)],
  ] as const)('is counted as %s and logged without its body: %i', async (reason, status, text, headersOf) => {
    const log = jest.spyOn(Logger.prototype, 'warn');
    const [known, counted] = [await keptCount(), await gaugeOf(REFUSED(reason))];
    const answer = await stage.reportBytes(Buffer.from(text), JSON_TYPE, headersOf(text));
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json; charset=utf-8' });
    expect(await gaugeOf(REFUSED(reason))).toBe(counted + 1);
    expect(await keptCount()).toBe(known);
    const message = 'A gateway report was refused and not stored.';
    if (counted === 0) expect(log.mock.calls).toContainEqual([{ message, reports: 1, reason }]);
    expect(JSON.stringify(log.mock.calls)).not.toContain('Canary');
    log.mockRestore();
  });

  it('is counted as broken off when its sender goes away', async () => {
    const counted = await gaugeOf(REFUSED('body-broken-off'));
    const { port } = new URL(stage.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /gateway/callbacks HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{"type":', () => {
      setTimeout(() => socket.destroy(), 100);
    });
    await eventually(async () => expect(await gaugeOf(REFUSED('body-broken-off'))).toBe(counted + 1), 10_000);
  });
});
