import { describe, expect, it } from '@jest/globals';
import { deadlineState } from '@motcua/testing';
import { newsOfClock } from '../causes/news.js';

const due = '2024-01-30T03:00:00.000Z';
const moved = '2024-02-02T03:00:00.000Z';
const missedNotice = { at: due, of: due };
const reprojections = [{ at: due, calendarRevision: 2, fromDueAt: due, toDueAt: moved, rules: [] }];

describe('the news of a clock', () => {
  it.each([
    ['missed', { missedNotice }, ['late']],
    ['moved', { currentDueAt: moved, reprojections }, ['rescheduled']],
  ])('is one for an appointment that was %s, and none for one that was never made', (_, changes, kinds) => {
    const kindsOfNews = (originalDueAt: string | null) =>
      newsOfClock(null, { revision: 2, state: deadlineState({ ...changes, originalDueAt }) }).map(
        ({ facts }) => facts.kind,
      );
    expect(kindsOfNews(due)).toEqual(kinds);
    expect(kindsOfNews(null)).toEqual([]);
  });
});
