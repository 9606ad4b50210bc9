import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { addLocalDays, localDayOf, localInstant, startOfLocalDay, toLocalIso } from '@motcua/kernel';

describe('Local days', () => {
  it.each([
    ['2024-01-28T16:59:59.999Z', '2024-01-28'],
    ['2024-01-28T17:00:00.000Z', '2024-01-29'],
    ['2024-01-29T16:59:59.999Z', '2024-01-29'],
    ['2023-12-31T17:00:00.000Z', '2024-01-01'],
    ['2024-02-28T17:00:00.000Z', '2024-02-29'],
    ['2023-02-28T17:00:00.000Z', '2023-03-01'],
    ['1969-12-31T16:59:59.999Z', '1969-12-31'],
  ])('change at 17:00 UTC: %s lies on %s', (instant, day) => {
    expect(localDayOf(new Date(instant))).toBe(day);
  });

  it.each(['2023-01-01', '2024-02-29', '2024-12-31'])('begin where they are found again: %s', (day) => {
    const start = startOfLocalDay(day);
    expect(localDayOf(start)).toBe(day);
    expect(localDayOf(new Date(start.getTime() - 1))).toBe(addLocalDays(day, -1));
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-01-29', 0, '2024-01-29'],
    ['2023-01-01', 365, '2024-01-01'],
  ])('%s and %i days is %s', (day, count, other) => {
    expect(addLocalDays(day, count)).toBe(other);
  });

  it('know the instants of their clock and write them with their offset', () => {
    const instant = localInstant('2024-01-29', '10:05');
    expect(instant.toISOString()).toBe('2024-01-29T03:05:00.000Z');
    expect(toLocalIso(instant)).toBe('2024-01-29T10:05:00+07:00');
    expect(localInstant('2024-01-29', '00:00')).toEqual(startOfLocalDay('2024-01-29'));
  });

  it.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Kiritimati'])(
    'do not depend on the machine: %s',
    (zone) => {
      const source = join(import.meta.dirname, '..', 'src', 'local-day.ts');
      const program = `
        const { localDayOf, localInstant, startOfLocalDay, addLocalDays, toLocalIso } = await import(${JSON.stringify(source)});
        const at = localInstant('2024-03-10', '02:30');
        console.log(JSON.stringify([process.env.TZ, localDayOf(at), startOfLocalDay('2024-03-10'), addLocalDays('2024-03-10', 1), toLocalIso(at)]));`;
      const answer = execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', program], {
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
        encoding: 'utf8',
      });
      expect(JSON.parse(answer)).toEqual([
        zone,
        '2024-03-10',
        '2024-03-09T17:00:00.000Z',
        '2024-03-11',
        '2024-03-10T02:30:00+07:00',
      ]);
    },
  );
});
