import { describe, expect, it } from '@jest/globals';
import { decodeAgencies } from '../src/api/agency-directory.js';
import { rankAgencies, type RankingChoice } from '../src/wall/ranking-order.js';
import { agencyFigures, indicator } from './frame.builder.js';

const directory = decodeAgencies([
  { code: 'H06', name: 'Tỉnh', kind: 'PROVINCE', parent: null },
  { code: 'A', name: 'Sở Nội vụ', kind: 'DEPARTMENT', parent: 'H06' },
  { code: 'B', name: 'Thị xã Phú Mỹ', kind: 'DISTRICT', parent: 'H06' },
  { code: 'C', name: 'Phường Phú Mỹ', kind: 'COMMUNE', parent: 'B' },
  { code: 'D', name: 'Xã Đá Bạc', kind: 'COMMUNE', parent: 'B' },
  { code: 'E', name: 'Huyện Long Điền', kind: 'DISTRICT', parent: 'H06', validUntil: '2025-06-30' },
]);
const figures = [
  agencyFigures('A', indicator('onTime', 9, 10), indicator('satisfaction', 1, 2)),
  agencyFigures('C', indicator('onTime', 0, 0), indicator('satisfaction', 2, 2)),
  agencyFigures('B', indicator('onTime', 90, 100)),
  agencyFigures('Z', indicator('onTime', 10, 10)),
];
const all: RankingChoice = { by: 'onTime', kind: null, search: '' };
const ranked = (choice: Partial<RankingChoice> = {}) =>
  rankAgencies(figures, directory, { ...all, ...choice }).map(({ code, rank }) => `${code}:${rank}`);

describe('the ranking', () => {
  it('puts the best rate first, the larger denominator first among equals, and shares their rank', () => {
    expect(ranked()).toEqual(['Z:1', 'B:2', 'A:2', 'C:null', 'D:null']);
  });

  it('puts agencies without data last, also those never counted, and leaves the province out', () => {
    expect(ranked({ by: 'satisfaction' })).toEqual(['C:1', 'A:2', 'B:null', 'D:null', 'Z:null']);
  });

  it('counts ranks within a kind, but keeps them in a search', () => {
    expect(ranked({ kind: 'DISTRICT' })).toEqual(['B:1']);
    expect(ranked({ search: 'phu my' })).toEqual(['B:2', 'C:null']);
    expect(ranked({ search: 'da bac' })).toEqual(['D:null']);
    expect(ranked({ search: 'không có' })).toEqual([]);
  });

  it('shows codes while the names are unknown', () => {
    const [first] = rankAgencies(figures, new Map(), all);
    expect(first).toMatchObject({ code: 'Z', name: 'Z', kind: null });
  });

  it('does not depend on the order in which agencies arrive', () => {
    expect(rankAgencies(figures.toReversed(), directory, all)).toEqual(rankAgencies(figures, directory, all));
  });
});
