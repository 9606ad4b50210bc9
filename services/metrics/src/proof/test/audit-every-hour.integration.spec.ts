import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { RelayWatermarks } from '../../freshness/relay-watermarks.js';
import { AuditEveryHour } from '../audit-every-hour.schedule.js';

let projection: FreshProjection;
let schedules: readonly AuditEveryHour[];

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
  schedules = [newSchedule(), newSchedule()];
});
afterAll(async () => {
  schedules.forEach((schedule) => schedule.beforeApplicationShutdown());
  await projection.drop();
});

function newSchedule(): AuditEveryHour {
  const { database } = projection;
  // Never asked: without the services' addresses only the counters are audited.
  const kafka = { brokers: [], clientId: 'spec' };
  const options = { databaseUrl: database.url, lookMs: 20 };
  return new AuditEveryHour(new RelayWatermarks(kafka), kafka, options);
}

const runs = () => projection.database.query('select at, equal from ledgers.audit_run order by at');

describe('the audit by the hour, in two processes', () => {
  it('begins by itself, also after a look that failed, and not again within the hour', async () => {
    const looks = schedules.map((schedule) =>
      jest.spyOn(schedule, 'auditWhenDue').mockRejectedValueOnce(new Error('The database is away.')),
    );
    schedules.forEach((schedule) => schedule.onApplicationBootstrap());
    await eventually(() => looks.forEach((look) => expect(look.mock.calls.length).toBeGreaterThan(5)));
    expect(await runs()).toMatchObject([{ equal: true }]);
  }, 20_000);

  it('comes again when the hour is over', async () => {
    await projection.database.query(`update ledgers.audit_run set at = at - interval '1 hour'`);
    await eventually(async () => expect(await runs()).toHaveLength(2));
  }, 20_000);
});
