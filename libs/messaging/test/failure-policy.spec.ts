import { describe, expect, it } from '@jest/globals';
import { AppError } from '@motcua/kernel';
import { FailureLog } from '../src/failure-policy.js';

const MINUTE = 60_000;
const sqlState = (code: string): Error => Object.assign(new Error('as PostgreSQL says it'), { code });
const refused = new AppError('No.', { code: 'no', retryable: false });
const notYet = new AppError('Not yet.', { code: 'not-yet', retryable: true });
const bug = new TypeError('undefined is not a function');

/** After how many milliseconds of the same failure, one a second, the record becomes a dead letter; null: never. */
function givesUpAfter(error: unknown, limitMs = 60 * MINUTE): number | null {
  const log = new FailureLog();
  for (let now = 0; now <= limitMs; now += 1_000) if (log.judge(error, now).retryInMs === null) return now;
  return null;
}

describe('the failure policy', () => {
  it.each([
    ['a connection refused', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['a connection lost', new Error('Connection terminated unexpectedly')],
    ['a transaction whose connection is gone', new Error('Query runner already released. Cannot run queries anymore.')],
    ['no answer in time', new Error('Query read timeout')],
    ['no connection free', new Error('timeout exceeded when trying to connect')],
    ['a server that shuts down', sqlState('57P01')],
    ['a server that starts', sqlState('57P03')],
    ['a session that stood still', sqlState('25P03')],
    ['too many connections', sqlState('53300')],
    ['a full disk', sqlState('53100')],
    ['no memory', sqlState('53200')],
    ['a standby', sqlState('25006')],
  ])('never gives up a record for %s: no other would fare better', (_, error) => {
    expect(givesUpAfter(error)).toBeNull();
  });

  it.each([
    ['a lock', sqlState('55P03')],
    ['a statement that took too long', sqlState('57014')],
    ['a deadlock', sqlState('40P01')],
    ['a serialisation failure', sqlState('40001')],
    ['something that is not there yet', notYet],
  ])('outlives three minutes of %s, and ends it after fifteen', (_, error) => {
    expect(givesUpAfter(error, 3 * MINUTE)).toBeNull();
    expect(givesUpAfter(error)).toBe(15 * MINUTE);
  });

  it('refuses at once what cannot succeed', () => {
    expect(givesUpAfter(refused)).toBe(0);
  });

  it('gives what nobody foresaw three tries', () => {
    expect(givesUpAfter(bug)).toBe(2_000);
    expect(givesUpAfter(sqlState('23505'))).toBe(2_000);
  });

  it('does not count passing faults as tries of an unforeseen one', () => {
    const log = new FailureLog();
    for (const error of [sqlState('57P01'), sqlState('55P03'), notYet, bug, bug]) {
      expect(log.judge(error, 0).retryInMs).not.toBeNull();
    }
    expect(log.judge(bug, 0)).toMatchObject({ retryInMs: null, failures: 6, rule: { name: 'unforeseen' } });
  });

  it('waits longer each time, at most five seconds', () => {
    const log = new FailureLog();
    const waits = Array.from({ length: 9 }, () => log.judge(sqlState('08006'), 0).retryInMs);
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  });
});
