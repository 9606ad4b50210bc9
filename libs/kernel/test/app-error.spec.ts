import { describe, expect, it } from '@jest/globals';
import { AppError, assertNever } from '@motcua/kernel';

describe('An AppError', () => {
  it('says code, kind, details and whether trying again helps, and keeps its cause', () => {
    const cause = new Error('connection refused');
    const error = new AppError('Calendar year 2031 is missing: publish it.', {
      code: 'calendar-year-missing',
      retryable: true,
      kind: 'unavailable',
      details: { year: 2031 },
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'AppError',
      message: 'Calendar year 2031 is missing: publish it.',
      code: 'calendar-year-missing',
      retryable: true,
      kind: 'unavailable',
      details: { year: 2031 },
    });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('AppError: Calendar year 2031 is missing: publish it.');
  });

  it('is an invalid input without details and cause unless it says more', () => {
    const error = new AppError('No.', { code: 'no', retryable: false });
    expect(error).toMatchObject({ kind: 'invalid', details: {} });
    expect('cause' in error).toBe(false);
  });

  it('bears the name of its class', () => {
    class CalendarYearMissing extends AppError {}
    expect(new CalendarYearMissing('No.', { code: 'no', retryable: false }).name).toBe('CalendarYearMissing');
  });
});

describe('assertNever', () => {
  it('names the value that no case took', () => {
    expect(() => assertNever({ status: 'LOST' } as never)).toThrow('{"status":"LOST"}');
  });
});
