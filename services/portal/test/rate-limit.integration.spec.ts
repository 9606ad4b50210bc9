import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frontDoor, type FrontDoor } from './front-door.js';

describe('the limit on requests', () => {
  let door: FrontDoor;

  beforeAll(async () => {
    door = await frontDoor({ perMinute: 3 });
  });
  afterAll(() => door.stop());

  const statuses = async (count: number, headers: Record<string, string> = {}): Promise<number[]> => {
    const found: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const response = await fetch(`${door.url}/api/intake/agencies`, { headers });
      await response.arrayBuffer();
      found.push(response.status);
    }
    return found;
  };

  it('refuses an address without a token beyond its share, and says when to come again', async () => {
    expect(await statuses(3)).toEqual([200, 200, 200]);
    const response = await fetch(`${door.url}/api/nothing`);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(response.json()).resolves.toMatchObject({ code: 'too-many-requests', status: 429, perMinute: 3 });
  });

  it('lets callers with a token go ten times as far, whatever tokens they make up', async () => {
    const found: number[] = [];
    for (let i = 0; i < 31; i += 1) found.push(...(await statuses(1, { authorization: `Bearer made-up-${i}` })));
    expect(found.filter((status) => status === 200)).toHaveLength(30);
    expect(found.at(-1)).toBe(429);
  });

  it('does not count the web app', async () => {
    for (let i = 0; i < 5; i += 1) expect((await fetch(door.url)).status).toBe(200);
  });
});

describe('the limit on look-ups', () => {
  let door: FrontDoor;

  beforeAll(async () => {
    door = await frontDoor({ lookUpsPerMinute: 3 });
  });
  afterAll(() => door.stop());

  const lookUp = async (path = '/api/intake/look-ups', token?: string): Promise<Response> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token) headers['authorization'] = `Bearer ${token}`;
    const response = await fetch(`${door.url}${path}`, { method: 'POST', headers, body: '{}' });
    await response.clone().arrayBuffer();
    return response;
  };

  it('refuses an address beyond its share, with a token or without, however the address is written', async () => {
    for (let i = 0; i < 3; i += 1) expect((await lookUp()).status).toBe(200);
    const refused = await lookUp();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(refused.json()).resolves.toMatchObject({ code: 'too-many-requests', perMinute: 3 });
    expect((await lookUp('/api/intake/look-ups', 'made-up')).status).toBe(429);
    for (const path of ['/api/intake/look%2Dups', '/api/intake/%6Cook-ups?x=1', '/api/intake//look-ups']) {
      expect((await lookUp(path)).status).toBe(429);
    }
    expect(door.intake.seen).toHaveLength(3);
  });

  it('counts nothing else', async () => {
    expect((await lookUp('/api/intake/dossiers/searches')).status).toBe(200);
    expect((await fetch(`${door.url}/api/intake/look-ups`)).status).toBe(200);
  });
});
