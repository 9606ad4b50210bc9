import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger, type ArgumentsHost } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { ProblemFilter, problemOf } from '../src/index.js';

const ofDatabase = (code: string, message = 'as PostgreSQL says it'): Error =>
  Object.assign(new Error(message), { code });

/** What the filter answers: status and headers. */
function answerTo(error: unknown, filter = new ProblemFilter()) {
  const answer = { status: 0, headers: {} as Record<string, string> };
  const reply = {
    status: (status: number) => Object.assign(answer, { status }) && reply,
    header: (name: string, value: string) => Object.assign(answer.headers, { [name]: value }) && reply,
    send: () => reply,
  };
  const host = { getType: () => 'http', switchToHttp: () => ({ getResponse: () => reply }) };
  filter.catch(error, host as unknown as ArgumentsHost);
  return answer;
}

afterEach(() => void jest.restoreAllMocks());

describe('a fault of the database', () => {
  it.each([
    ['refuses connections', ofDatabase('ECONNREFUSED'), 'database-unavailable'],
    ['is killed under a request', ofDatabase('57P01'), 'database-unavailable'],
    [
      'was killed before the next statement of a request',
      new Error('Database connection provided by a query runner was already released, cannot continue'),
      'database-unavailable',
    ],
    ['does not answer in time', new Error('Query read timeout'), 'database-unavailable'],
    ['has no connection free', new Error('timeout exceeded when trying to connect'), 'database-unavailable'],
    ['has a full disk', ofDatabase('53100'), 'database-full'],
    ['lets somebody else hold the row', ofDatabase('55P03'), 'database-busy'],
    ['ends a statement that takes too long', ofDatabase('57014'), 'database-busy'],
    ['resolves a deadlock', ofDatabase('40P01'), 'database-busy'],
  ])('that %s is 503 and says what to do', (_, error, code) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code, detail: expect.stringMatching(/again/) });
  });

  it('of the statement itself is nobody else’s: 500', () => {
    expect(problemOf(ofDatabase('23505')).status).toBe(500);
  });
});

describe('a 503', () => {
  it('is logged with its cause, once for many requests of one kind, and says when to come again', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const filter = new ProblemFilter();
    const cause = ofDatabase('53100', 'could not extend file: No space left on device');
    for (let request = 0; request < 50; request += 1) {
      expect(answerTo(cause, filter)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    }
    answerTo(
      new AppError('Not now.', { code: 'not-now', retryable: true, kind: AppErrorKind.Unavailable, cause }),
      filter,
    );
    expect(warn.mock.calls.map(([line]) => line)).toEqual([
      {
        message: 'A request was answered 503.',
        requests: 1,
        code: 'database-full',
        cause: 'Error: could not extend file: No space left on device',
      },
      {
        message: 'A request was answered 503.',
        requests: 1,
        code: 'not-now',
        cause: 'AppError: Not now. <- Error: could not extend file: No space left on device',
      },
    ]);
  });
});
