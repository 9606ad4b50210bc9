import { describe, expect, it } from '@jest/globals';
import { agenciesUnder, type AgencyStanding } from '../agencies-under.js';

describe('agencies under an agency', () => {
  const agency = (code: string, parent: string | null, ended: Partial<AgencyStanding> = {}): AgencyStanding => ({
    code,
    parent,
    validUntil: null,
    successor: null,
    ...ended,
  });
  const tree = [
    agency('root', null),
    agency('city', 'root'),
    agency('ward', 'city'),
    agency('town', 'root'),
    agency('old', 'town', { validUntil: '2025-06-30', successor: 'ward' }),
    agency('gone', 'town', { validUntil: '2025-06-30' }),
  ];
  const under = (root: string, day: string): readonly string[] => [...agenciesUnder(new Set([root]), tree, day)];

  it('are itself and all below, and none beside or above', () => {
    expect(under('root', '2026-01-01')).toEqual(tree.map(({ code }) => code));
    expect(under('ward', '2025-01-01')).toEqual(['ward']);
    expect(under('elsewhere', '2026-01-01')).toEqual([]);
  });

  it('are those that ended with whom they went to, from the day after their end', () => {
    expect(under('city', '2025-06-30')).toEqual(['city', 'ward']);
    expect(under('town', '2025-06-30')).toEqual(['town', 'old', 'gone']);
    expect(under('city', '2025-07-01')).toEqual(['city', 'ward', 'old']);
    expect(under('town', '2025-07-01')).toEqual(['town', 'gone']);
  });

  it('end where a tree would go round', () => {
    const round = [agency('one', 'other'), agency('other', 'one')];
    expect([...agenciesUnder(new Set(['root']), round, '2026-01-01')]).toEqual([]);
  });
});
