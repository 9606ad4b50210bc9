import { describe, expect, it } from '@jest/globals';
import { gaugeNote } from '../src/wall/texts.js';
import { frame } from './frame.builder.js';

const { gauges } = frame(1);

describe('the note below a gauge', () => {
  it('says how many suspended dossiers were late before, once one was', () => {
    const note = (suspendedOverdue: number) =>
      gaugeNote('suspended', { ...gauges, suspended: 2_000, suspendedOverdue });
    expect(note(1_234)).toBe('trong đó 1.234 đã quá hạn từ trước');
    expect(note(0)).toBe('chờ bổ sung, hoàn thiện hồ sơ');
    expect(gaugeNote('suspended', null)).toBe('chờ bổ sung, hoàn thiện hồ sơ');
  });

  it('says since when the oldest submission waits', () => {
    const note = (unansweredSince: string | null) => gaugeNote('unanswered', { ...gauges, unansweredSince });
    expect(note('2026-11-19T17:30:00.000Z')).toBe('chờ lâu nhất từ ngày 20/11/2026');
    expect(note(null)).toBe('đã nộp, chưa được trả lời');
  });
});
