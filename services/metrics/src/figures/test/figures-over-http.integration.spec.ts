import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DossierId } from '@motcua/kernel';
import { eventually } from '@motcua/testing';
import { denominatorOf, historyOfToday, type LiveStage, openLiveStage } from '../../../test/support/live-stage.js';
import type { Freshness } from '../../freshness/freshness.js';
import type { MissingFound } from '../../ledgers/audit-runs.js';
import { AuditEveryHour } from '../../proof/audit-every-hour.schedule.js';
import type { RecountReport } from '../../proof/audit-recount.js';
import type { DefinedFigure } from '../defined-figures.js';
import type { AgencyFigures, Figures } from '../figures.js';

let stage: LiveStage;
beforeAll(async () => {
  stage = await openLiveStage();
  await stage.topics.publish(...historyOfToday(), ...historyOfToday());
  await eventually(() => {
    expect(denominatorOf(stage.watchers[0]!.latest, 'satisfaction')).toBe(2);
    expect(stage.watchers[0]!.latest!.freshness.stale).toBe(false);
  }, 30_000);
}, 60_000);
afterAll(() => stage.close(), 60_000);

const get = async <Answer>(url: string, path: string, token?: string): Promise<{ status: number; body: Answer }> => {
  const response = await fetch(`${url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return { status: response.status, body: (await response.json()) as Answer };
};

describe('figures over HTTP', () => {
  it('answers figures and ranking of a period, of the province or one agency', async () => {
    const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
    const { url } = stage.services[0]!;
    const { body } = await get<Figures & { freshness: Freshness }>(url, `/indicators?period=${year}`);
    expect(body.indicators.map(({ id, target }) => [id, target])).toEqual([
      ['onTime', 0.98],
      ['onlineDossier', null],
      ['onlinePayment', null],
      ['satisfaction', 0.87],
    ]);
    expect(body.indicators[1]).toMatchObject({ numerator: 2, denominator: 2, definitionId: 'OFFERED_ONLINE_V1' });
    expect(body.asFirstPromised).toMatchObject({ denominator: 2, definitionId: 'AS_FIRST_PROMISED_V3' });
    expect(body.freshness.stale).toBe(false);
    const province = await get<Figures>(url, `/indicators?period=${year}&agency=H06`);
    expect(province.body).toMatchObject({ agency: null, indicators: body.indicators });
    const nowhere = await get<Figures>(url, `/indicators?period=${year}&agency=H06.99`);
    expect(nowhere.body.indicators.every(({ denominator }) => denominator === 0)).toBe(true);
    const ranking = await get<{ agencies: { agency: string }[] }>(url, `/ranking?period=${year}`);
    expect(ranking.body.agencies.length).toBeGreaterThan(0);
    const earlier = await get<Figures>(url, '/indicators?period=2023-02-28');
    expect(earlier.body.indicators[0]?.denominator).toBe(0);
  });

  it.each(['', 'period=2023-13', 'period=2023-02-29', 'period=23', 'period=2023&agency=a%20b'])(
    'refuses "%s"',
    async (query) => {
      const { status, body } = await get<{ code: string }>(stage.services[0]!.url, `/indicators?${query}`);
      expect([status, body.code]).toEqual([400, 'request-invalid']);
    },
  );

  it('shows leaders that counters and an independent recount are equal', async () => {
    const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
    const path = `/audit/recount?period=${year}`;
    const { url } = stage.services[0]!;
    const report = await get<RecountReport>(url, path, await stage.issuer.token('leader', ['LEADER']));
    expect(report.body).toMatchObject({ equal: true });
    expect(report.body.indicators[3]).toMatchObject({ counted: { numerator: 2, denominator: 2 } });
    expect((await get(url, path)).status).toBe(401);
    expect((await get(url, path, await stage.issuer.token('citizen', ['CITIZEN']))).status).toBe(403);
    await stage.database.query('update projection.counter_agency_year set rated_satisfied = rated_satisfied + 1');
    const changed = await get<RecountReport>(url, path, await stage.issuer.token('leader', ['LEADER']));
    expect(changed.body.equal).toBe(false);
    await stage.database.query('update projection.counter_agency_year set rated_satisfied = rated_satisfied - 1');
  });

  it('answers every published definition, and shows what was not judged beside the rates', async () => {
    const { url } = stage.services[0]!;
    const year = stage.watchers[0]!.latest!.period;
    const { body } = await get<{ figures: readonly DefinedFigure[] }>(url, `/definitions?period=${year}`);
    expect(body.figures.find(({ definitionId }) => definitionId === 'QD766_V1')).toMatchObject({ denominator: 2 });
    const [, , completed] = historyOfToday().filter(({ type }) => /dossier\.(sub|acc|com)/.test(type));
    const notJudged = () => stage.watchers[0]!.latest!.caveats.completedNotJudged;
    const before = notJudged();
    await stage.topics.publish(completed!);
    await eventually(() => expect(notJudged()).toBe(before + 1));
    const ranking = await get<{ agencies: readonly AgencyFigures[] }>(url, `/ranking?period=${year}`);
    const sum = ranking.body.agencies.reduce((all, { caveats }) => all + caveats.completedNotJudged, 0);
    expect(sum).toBe(before + 1);
    await stage.topics.publish(
      ...historyOfToday({}, completed!.subject as DossierId).filter(({ type }) => type.includes('deadline')),
    );
    await eventually(() => expect(notJudged()).toBe(before));
  });

  it('names to leaders what the last audit of each hour missed', async () => {
    const { url, app } = stage.services[1]!;
    const token = await stage.issuer.token('leader', ['LEADER']);
    // One dossier was published without its order and its invitations.
    expect(await app.get(AuditEveryHour).auditWhenDue()).toBe(true);
    expect((await get(url, '/audit/missing')).status).toBe(401);
    const { status, body } = await get<MissingFound>(url, '/audit/missing', token);
    expect([status, body.missing, body.named.length > 0]).toEqual([200, body.named.length, true]);
    await eventually(() => expect(stage.watchers[0]!.latest!.audit).toMatchObject({ missing: body.missing }));
  });
});
