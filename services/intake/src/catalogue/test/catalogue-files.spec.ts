import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { planImport } from '../files/plan-import.js';
import { AgencyHistory } from '../versions/agency-history.js';
import type { AgencyVersion } from '../versions/agency-version.js';

const fileOf = (name: string) => ({
  name,
  bytes: readFileSync(new URL(`../../../catalogue/${name}`, import.meta.url)),
});

const plan = planImport(
  { agencies: fileOf('agencies.csv'), procedures: fileOf('procedures.csv') },
  { agencies: [], procedures: [] },
  '2026-01-01',
);
const history = new AgencyHistory(plan.agencies.added);
const procedures = plan.procedures.added;

function treeOn(day: string): readonly AgencyVersion[] {
  return [...history.codes()].flatMap((code) => history.inForceOn(code, day) ?? []);
}

function countersOn(day: string): Readonly<Record<string, number>> {
  const byKind = Map.groupBy(treeOn(day), ({ kind }) => kind);
  return Object.fromEntries([...byKind].map(([kind, { length }]) => [kind, length]));
}

describe("the province's agencies", () => {
  it('have no fault', () => {
    expect(plan.faults).toEqual([]);
  });

  it.each(['2024-01-01', '2025-06-30'])('are 118 counters in three levels on %s', (day) => {
    expect(countersOn(day)).toEqual({ PROVINCE: 1, DEPARTMENT: 20, DISTRICT: 8, COMMUNE: 82, LAND_BRANCH: 8 });
    const communes = treeOn(day).filter(({ kind }) => kind === 'COMMUNE');
    expect(new Set(communes.map(({ parent }) => history.inForceOn(parent!, day)?.kind))).toEqual(new Set(['DISTRICT']));
  });

  it('are two levels from 2025-07-01 on, and the islands of Côn Đảo a special zone', () => {
    expect(countersOn('2025-07-01')).toEqual({ PROVINCE: 1, DEPARTMENT: 20, COMMUNE: 83, LAND_BRANCH: 8 });
    const communes = treeOn('2025-07-01').filter(({ kind }) => kind === 'COMMUNE');
    expect(new Set(communes.map(({ parent }) => parent))).toEqual(new Set(['H06']));
    expect(communes.filter(({ name }) => /^(Phường|Xã|Đặc khu Côn Đảo)/.test(name))).toHaveLength(83);
  });

  it('have each district succeeded by a commune that was in it, or by the special zone', () => {
    const districts = treeOn('2025-06-30').filter(({ kind }) => kind === 'DISTRICT');
    const parents = districts.map(({ code, successor }) => [code, history.inForceOn(successor!, '2025-06-30')?.parent]);
    expect(parents.filter(([code, parent]) => code === parent)).toHaveLength(7);
    expect(districts.at(-1)).toMatchObject({ name: 'Huyện Côn Đảo', successor: '000.01.38.H06' });
  });

  it('keep their land-registration branches under the department', () => {
    const branches = treeOn('2025-07-01').filter(({ kind }) => kind === 'LAND_BRANCH');
    expect(new Set(branches.map(({ parent }) => parent))).toEqual(new Set(['000.00.10.H06']));
  });
});

describe("the province's procedures", () => {
  it('are some 200 in at least 20 fields, some of them in several versions', () => {
    expect(new Set(procedures.map(({ code }) => code)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(procedures.map(({ field }) => field)).size).toBeGreaterThanOrEqual(20);
    expect(procedures.filter(({ version }) => version > 1).length).toBeGreaterThanOrEqual(10);
  });

  it('use every unit, counting mode, clock policy, online level and collection there is', () => {
    const limits = procedures.flatMap(({ timeLimit }) => timeLimit ?? []);
    const found = {
      units: limits.map(({ unit }) => unit),
      modes: limits.map(({ countingMode }) => countingMode),
      policies: procedures.map(({ clockPolicy }) => clockPolicy),
      levels: procedures.map(({ onlineLevel }) => onlineLevel),
      collections: procedures.flatMap(({ fee }) => fee?.collection ?? []),
    };
    expect(Object.values(found).map((words) => [...new Set<string>(words)].toSorted())).toEqual([
      ['CALENDAR_DAY', 'HALF_DAY', 'HOUR', 'MONTH', 'WORKING_DAY'],
      ['DAY_END', 'HOUR_EXACT'],
      ['PAUSE', 'RESET', 'SHIFT'],
      ['FULL_ONLINE', 'NONE', 'PARTIAL_ONLINE'],
      ['POSTPAID', 'PREPAID'],
    ]);
    expect(limits.filter(({ cutOff }) => cutOff === '15:00').length).toBeGreaterThanOrEqual(5);
    expect(limits.some(({ skipHolidays }) => skipHolidays)).toBe(true);
    expect(procedures.some(({ timeLimit }) => timeLimit === null)).toBe(true);
    expect(procedures.some(({ onlineTimeLimit }) => onlineTimeLimit !== null)).toBe(true);
    expect(procedures.some(({ fee }) => (fee?.lines.length ?? 0) > 1)).toBe(true);
  });

  it('want two to six documents each', () => {
    expect(procedures.filter(({ components }) => components.length < 2 || components.length > 6)).toEqual([]);
  });

  it('have steps between agencies that fill their time limit exactly', () => {
    const inSteps = procedures.filter(({ steps }) => steps.length > 0);
    const wrong = inSteps.filter(
      ({ steps, timeLimit }) =>
        steps.reduce((sum, step) => sum + (step.timeLimit?.amount ?? 0), 0) !== timeLimit?.amount ||
        steps.some((step) => step.timeLimit?.unit !== timeLimit.unit),
    );
    expect(inSteps.length).toBeGreaterThanOrEqual(15);
    expect(wrong.map(({ code, version }) => `${code} version ${version}`)).toEqual([]);
  });
});
