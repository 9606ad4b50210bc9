import { describe, expect, it } from '@jest/globals';
import { gaugeNews } from '../src/wall/texts.js';
import { frame } from './frame.builder.js';

const { gauges } = frame(1);

describe('the news below a gauge', () => {
  it('says how many suspended dossiers were late before, once one was', () => {
    const note = (suspendedOverdue: number) =>
      gaugeNews('suspended', { ...gauges, suspended: 2_000, suspendedOverdue });
    expect(note(1_234)).toBe('trong đó 1.234 đã quá hạn từ trước');
    expect(note(0)).toBeNull();
    expect(gaugeNews('suspended', null)).toBeNull();
  });

  it('says since when the oldest submission waits', () => {
    const note = (unansweredSince: string | null) => gaugeNews('unanswered', { ...gauges, unansweredSince });
    expect(note('2026-11-19T17:30:00.000Z')).toBe('chờ lâu nhất từ ngày 20/11/2026');
    expect(note(null)).toBeNull();
  });
});
