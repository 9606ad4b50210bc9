import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SeldomLine } from '../src/seldom-line.js';

describe('a line that people outside can cause', () => {
  let told: [string, number][];
  let line: SeldomLine<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    line = new SeldomLine((facts, times) => told.push([facts, times]));
  });
  afterEach(() => {
    line.flush();
    jest.useRealTimers();
  });

  it('is told at once, then once a minute with the number of times it came', () => {
    for (let i = 0; i < 20_000; i += 1) line.tell('intake', `request ${i}`);
    expect(told).toEqual([['request 0', 1]]);
    jest.advanceTimersByTime(60_000);
    line.tell('intake', 'one more');
    jest.advanceTimersByTime(60_000);
    expect(told.slice(1)).toEqual([
      ['request 19999', 19_999],
      ['one more', 1],
    ]);
  });

  it('is told at once again after a minute without it', () => {
    line.tell('intake', 'first');
    jest.advanceTimersByTime(60_000);
    line.tell('intake', 'again');
    expect(told).toEqual([
      ['first', 1],
      ['again', 1],
    ]);
  });

  it('is told apart by kind, up to a hundred kinds', () => {
    for (let kind = 0; kind < 5_000; kind += 1) line.tell(`kind ${kind}`, `kind ${kind}`);
    expect(told).toHaveLength(101);
    line.flush();
    expect(told.at(-1)).toEqual(['kind 4999', 4_899]);
  });
});
