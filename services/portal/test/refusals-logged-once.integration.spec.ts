import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { frontDoor, type FrontDoor } from './front-door.js';

interface Line {
  readonly message: string;
  readonly requests: number;
  readonly service?: string;
  readonly limit?: string;
}

describe('requests that are refused', () => {
  const lines: Line[] = [];
  const heard = (message: Line): void => void lines.push(message);
  let door: FrontDoor;

  beforeAll(async () => {
    door = await frontDoor({ perMinute: 300, lookUpsPerMinute: 2 });
    Logger.overrideLogger({ log: heard, warn: heard, error: heard });
  });
  afterAll(() => Logger.overrideLogger(['error']));

  const ask = async (times: number, path: string, init: RequestInit = {}): Promise<number> => {
    let status = 0;
    for (let i = 0; i < times; i += 1) {
      const response = await fetch(`${door.url}${path}`, init);
      await response.arrayBuffer();
      ({ status } = response);
    }
    return status;
  };

  it('are logged once, and with their number when the minute or the portal ends, however many they are', async () => {
    expect(await ask(3, '/api/intake/look-ups', { method: 'POST' })).toBe(429);
    expect(await ask(100, '/api/deadlines/work-lists')).toBe(503);
    expect(await ask(50, '/api/surveys/tokens')).toBe(503);
    expect(await ask(50, '/api/nothing')).toBe(404);
    expect(await ask(50, '/api/intake/%zz')).toBe(400);
    expect(await ask(200, '/api/intake/agencies')).toBe(429);
    const atOnce = lines.splice(0);
    expect(atOnce.map(({ requests }) => requests)).toEqual(Array(4).fill(1));
    expect(atOnce.map(({ service, limit }) => service ?? limit)).toEqual([
      'look-ups',
      'deadlines',
      'surveys',
      'without tokens',
    ]);
    await door.stop();
    expect(lines.map(({ service, limit, requests }) => [service ?? limit, requests])).toEqual([
      ['deadlines', 99],
      ['surveys', 49],
      ['without tokens', expect.any(Number)],
    ]);
  });
});
