import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '@motcua/auth';
import { differencesFrom, gapsOf, type RightsRow, type TestService } from '@motcua/testing';
import { type MetricsStage, openMetricsStage } from './support/metrics-stage.js';

let stage: MetricsStage;
let service: TestService;

beforeAll(async () => {
  stage = await openMetricsStage();
  service = stage.services[0]!;
}, 60_000);
afterAll(() => stage.close(), 60_000);

const open = (route: string, path: string): RightsRow => ({
  route,
  request: () => ({ path }),
  nobody: '200',
  anybody: '200 200 200',
});

/** What is counted is the whole province's. */
const provincial = (route: string, path: string): RightsRow => ({
  route,
  request: () => ({ path }),
  roles: { LEADER: '403 403 200', OPERATOR: '403 403 200' },
});

const rows: readonly RightsRow[] = [
  open('GET /indicators', '/indicators?period=2024'),
  open('GET /ranking', '/ranking?period=2024'),
  open('GET /definitions', '/definitions?period=2024'),
  open('GET /live', '/live'),
  provincial('GET /audit/recount', '/audit/recount?period=2024'),
  provincial('GET /audit/missing', '/audit/missing'),
];

describe('who may do what in metrics', () => {
  it('names every route', () => {
    expect(gapsOf({ service, rows })).toEqual([]);
  });

  it('is so for every role at its own, another and the parent agency, and for nobody', async () => {
    const agencies = { own: '000.00.31.H06', other: '000.00.99.H06', parent: 'H06' };
    expect(
      await differencesFrom({ service, issuer: stage.issuer, roles: Object.values(Role), agencies, rows }),
    ).toEqual([]);
  }, 60_000);
});

describe('a period before anything was counted', () => {
  it.each(['indicators', 'ranking', 'definitions'])('is refused by /%s, and never a fault of ours', async (path) => {
    for (const period of ['0000', '0000-01', '0000-01-01', '0001', '1899-12-31', '9999', '2024%00', '%ff']) {
      const { status } = await fetch(`${service.url}/${path}?period=${period}`);
      expect([period, status]).toEqual([period, 400]);
    }
  });
});
