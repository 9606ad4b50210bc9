import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { at, limit } from './builders.js';

const cases = [
  ['2024-01-29 18:00', limit(1, 'WORKING_DAY'), '2024-01-30 17:00'],
  ['2024-02-01 10:00', limit(5, 'WORKING_DAY'), '2024-02-15 10:00'],
  ['2024-03-08 16:00', limit(2, 'WORKING_DAY'), '2024-03-12 16:00'],
  ['2024-01-31 07:30', limit(1, 'MONTH'), '2024-02-29 07:30'],
  ['2024-01-22 23:30', limit(5, 'CALENDAR_DAY', 'DAY_END'), '2024-01-29 17:00'],
] as const;

/** Node settles its zone at start, and Jest's `process.env` is a copy: only a process of its own really is elsewhere. */
function computeIn(zone: string): unknown {
  const received = cases.map(([text, timeLimit]) => [at(text).toISOString(), timeLimit]);
  const output = execFileSync(
    process.execPath,
    [
      '--import=@swc-node/register/esm-register',
      '--conditions=@motcua/source',
      'test/due-instants.ts',
      JSON.stringify(received),
    ],
    { cwd: new URL('..', import.meta.url), env: { PATH: process.env['PATH'], TZ: zone }, encoding: 'utf8' },
  );
  return JSON.parse(output);
}

describe('the time zone of the machine', () => {
  it.each([
    ['America/New_York', 22],
    ['Asia/Kolkata', 8],
    ['Pacific/Kiritimati', 17],
  ])(
    '%s has no influence on a due instant',
    (zone, hour) => {
      expect(computeIn(zone)).toEqual({ hour, due: cases.map(([, , due]) => at(due).toISOString()) });
    },
    30_000,
  );
});
