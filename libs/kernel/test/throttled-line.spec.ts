import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ThrottledLine } from '../src/throttled-line.js';

describe('a line that outsiders can cause', () => {
  let written: [string, number][];
  let line: ThrottledLine<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    written = [];
    line = new ThrottledLine((facts, times) => written.push([facts, times]));
  });
  afterEach(() => {
    line.flush();
    jest.useRealTimers();
  });

  it('is written at once, then once a minute with the number of times it came', () => {
    for (let i = 0; i < 20_000; i += 1) line.log('intake', `request ${i}`);
    expect(written).toEqual([['request 0', 1]]);
    jest.advanceTimersByTime(60_000);
    line.log('intake', 'one more');
    jest.advanceTimersByTime(60_000);
    expect(written.slice(1)).toEqual([
      ['request 19999', 19_999],
      ['one more', 1],
    ]);
  });

  it('is written at once again after a minute without it', () => {
    line.log('intake', 'first');
    jest.advanceTimersByTime(60_000);
    line.log('intake', 'again');
    expect(written).toEqual([
      ['first', 1],
      ['again', 1],
    ]);
  });

  it('is counted by kind, up to a hundred kinds', () => {
    for (let kind = 0; kind < 5_000; kind += 1) line.log(`kind ${kind}`, `kind ${kind}`);
    expect(written).toHaveLength(101);
    line.flush();
    expect(written.at(-1)).toEqual(['kind 4999', 4_899]);
  });
});
