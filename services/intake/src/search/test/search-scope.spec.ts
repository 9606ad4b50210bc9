import { describe, expect, it } from '@jest/globals';
import { Principal, type RoleGrant } from '@motcua/auth';
import { ResolveSearch } from '../find/resolve-search.js';
import { BlindIndex } from '../index-of-dossiers/blind-index.js';

const tree = ['H06', 'city', 'ward', 'town'].map((code, place) => ({
  code,
  parent: [null, 'H06', 'city', 'H06'][place],
  validUntil: null,
  successor: null,
}));
const catalogue = { agenciesKnownOn: async () => tree };
const resolve = new ResolveSearch(
  catalogue as never,
  new BlindIndex(Buffer.alloc(32)),
  { note: async () => undefined } as never,
  { now: () => new Date('2026-01-01T00:00:00Z') },
);

async function seenWith(...roles: readonly RoleGrant[]): Promise<readonly string[] | null> {
  const principal = new Principal('officer', 'Officer', roles);
  return (await resolve.run({} as never, { filter: {}, purpose: 'SEARCH', principal })).criteria.seen;
}

describe('the agencies whose dossiers somebody sees', () => {
  it('are those under every agency at which a role of staff is held', async () => {
    expect(
      await seenWith({ role: 'CASE_OFFICER', agency: 'city' }, { role: 'INTAKE_OFFICER', agency: 'town' }),
    ).toEqual(['city', 'ward', 'town']);
  });

  it('are not widened by a role that is held higher and sees no dossiers', async () => {
    expect(await seenWith({ role: 'BACKDATER', agency: 'H06' }, { role: 'CASE_OFFICER', agency: 'ward' })).toEqual([
      'ward',
    ]);
  });

  it('are not asked for when they are all, and are none for who holds nothing', async () => {
    expect(await seenWith({ role: 'LEADER', agency: 'H06' })).toBeNull();
    expect(await seenWith()).toEqual([]);
  });
});
