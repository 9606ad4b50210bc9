import { describe, expect, it } from '@jest/globals';
import { accepted, at, completedAt, countedIn, factOf, running } from '../../../test/support/slices.js';
import type { DeadlineSlice, Fact, IntakeSlice } from '../../facts/fact.js';

describe('what the rates leave out is counted beside them', () => {
  const onTime = at('2023-05-08T09:00');
  const late = at('2023-05-12T09:00');
  const closed = (instant: number, outcome: DeadlineSlice['outcome']): DeadlineSlice => ({
    ...running,
    closedAt: instant,
    outcome,
  });
  const only = (pattern: RegExp, slices: Partial<Fact>): string[] =>
    countedIn(factOf(slices)).filter((line) => pattern.test(line));

  it('a completion counts by intake alone, and as not judged until deadlines has judged it', () => {
    const completed = /^(COMPLETED|SETTLED_(EARLY|ON_TIME|OVERDUE))/;
    const intake = completedAt(onTime);
    const unjudged = ['COMPLETED SETTLING 2023-05-08', 'COMPLETED_NOT_JUDGED SETTLING 2023-05-08'];
    expect(only(completed, { intake })).toEqual(unjudged);
    expect(only(completed, { intake, deadline: running })).toEqual(unjudged);
    const parked = {
      ...closed(onTime, null),
      currentDueAt: null,
      overdueFrom: null,
      parkedSince: at('2023-05-03T09:00'),
    };
    expect(only(completed, { intake, deadline: parked })).toEqual(unjudged);
    expect(only(completed, { intake, deadline: closed(onTime, 'EARLY') })).toEqual([
      'COMPLETED SETTLING 2023-05-08',
      'SETTLED_EARLY SETTLING 2023-05-08',
    ]);
  });

  it('an outcome of overdue is not called on time where there is no due instant', () => {
    const deadline = { ...closed(late, 'OVERDUE'), originalDueAt: null, currentDueAt: null, overdueFrom: null };
    expect(only(/^SETTLED_(EARLY|ON_TIME|OVERDUE)/, { intake: completedAt(late), deadline })).toEqual([
      'SETTLED_OVERDUE SETTLING 2023-05-12',
    ]);
  });

  it('an import that was promised nothing is held against the limit as first promised, by a measure of its own', () => {
    const deadline = { ...closed(late, 'OVERDUE'), originalDueAt: null };
    expect(only(/FIRST/, { intake: completedAt(late), deadline })).toEqual([
      'FIRST_SETTLED SETTLING 2023-05-12',
      'SETTLED_AS_FIRST_PROMISED SETTLING 2023-05-12',
      'FIRST_SETTLED_PAST_LIMIT SETTLING 2023-05-12',
    ]);
    expect(only(/PAST_LIMIT/, { intake: completedAt(onTime), deadline })).toEqual([]);
  });

  it('a completion backdated before the due instant shows as recorded after it', () => {
    const recorded = (completionRecordedAt: number | null): string[] =>
      only(/RECORDED/, {
        intake: { ...completedAt(onTime), completionRecordedAt },
        deadline: closed(onTime, 'EARLY'),
      });
    expect(recorded(running.currentDueAt! + 1)).toEqual([
      'SETTLED_RECORDED_LATE SETTLING 2023-05-08',
      'RECORDED_LATE_AT_RESPONSIBLE SETTLING 2023-05-08',
    ]);
    expect(recorded(running.currentDueAt)).toEqual([]);
    expect(recorded(null)).toEqual([]);
  });

  it.each(['withdrawnAt', 'terminatedAt', 'voidedAt'] as const)('a late dossier with %s ended while overdue', (end) => {
    const ended = (instant: number): string[] =>
      only(/^ENDED/, { intake: { ...accepted, [end]: instant }, deadline: running });
    expect(ended(late)).toEqual(['ENDED_OVERDUE SETTLING 2023-05-12']);
    expect(ended(running.currentDueAt!)).toEqual([]);
  });

  it('a dossier completed late and voided after ended while overdue on the day it was voided', () => {
    const intake = { ...completedAt(late), voidedAt: at('2023-05-20T09:00') };
    expect(only(/^ENDED/, { intake, deadline: running })).toEqual(['ENDED_OVERDUE SETTLING 2023-05-20']);
    const inTime = { ...completedAt(onTime), voidedAt: at('2023-05-20T09:00') };
    expect(only(/^ENDED/, { intake: inTime, deadline: running })).toEqual([]);
  });

  it('a wait of more than eight working hours before the answer shows where it was waited', () => {
    const waits = (waitedMinutes: number | null): string[] => only(/^WAIT/, { intake: { ...accepted, waitedMinutes } });
    expect(waits(null)).toEqual([]);
    expect(waits(480)).toEqual(['WAIT_KNOWN RECEIVING 2023-05-02']);
    expect(waits(481)).toEqual(['WAIT_KNOWN RECEIVING 2023-05-02', 'WAITED_LONG RECEIVING 2023-05-02']);
  });

  describe('a transfer leaves lateness with whom it was late', () => {
    const transferred = (moment: number): IntakeSlice => ({
      ...completedAt(late),
      transfers: [{ recordedAt: moment, fromAgency: 'BEFORE' }],
    });
    const moved = (moment: number): string[] =>
      only(/LEFT_BEHIND|TAKEN_OVER/, { intake: transferred(moment), deadline: closed(late, 'OVERDUE') });
    const leftBehind = ['OVERDUE_LEFT_BEHIND BEFORE 2023-05-12', 'OVERDUE_TAKEN_OVER SETTLING 2023-05-12'];

    it.each([
      ['after it became overdue', at('2023-05-10T09:00'), leftBehind],
      ['after it was completed', at('2023-06-01T09:00'), leftBehind],
      ['before it became overdue', at('2023-05-08T09:00'), []],
      ['at its due instant, when it was not overdue yet', running.currentDueAt!, []],
    ])('%s', (_, moment, expected) => expect(moved(moment)).toEqual(expected));

    it('also when it ends without a result', () => {
      const intake = { ...transferred(at('2023-05-10T09:00')), completedAt: null, terminatedAt: late };
      expect(only(/^ENDED/, { intake, deadline: running })).toEqual(['ENDED_OVERDUE BEFORE 2023-05-12']);
    });

    it('also when its completion is dated back before the due instant', () => {
      const recorded = (moment: number): string[] =>
        only(/RECORDED/, {
          intake: { ...transferred(moment), completedAt: onTime, completionRecordedAt: late },
          deadline: closed(onTime, 'EARLY'),
        });
      const atTheSettling = 'SETTLED_RECORDED_LATE SETTLING 2023-05-08';
      expect(recorded(at('2023-05-10T09:00'))).toEqual([
        atTheSettling,
        'RECORDED_LATE_AT_RESPONSIBLE BEFORE 2023-05-08',
      ]);
      expect(recorded(at('2023-05-08T10:00'))).toEqual([
        atTheSettling,
        'RECORDED_LATE_AT_RESPONSIBLE SETTLING 2023-05-08',
      ]);
    });

    it('and with the first of several that had it late', () => {
      const transfers = [
        { recordedAt: at('2023-05-10T09:00'), fromAgency: 'FIRST' },
        { recordedAt: at('2023-05-11T09:00'), fromAgency: 'SECOND' },
      ];
      const intake = { ...completedAt(late), transfers };
      expect(only(/LEFT_BEHIND/, { intake, deadline: closed(late, 'OVERDUE') })).toEqual([
        'OVERDUE_LEFT_BEHIND FIRST 2023-05-12',
      ]);
    });
  });

  it('a second request for supplements makes a dossier late by Decision 766, once', () => {
    const lines = (changes: Partial<IntakeSlice>): string[] =>
      only(/^LATE|OVERDUE_BEGAN/, { intake: { ...accepted, ...changes }, deadline: running });
    expect(lines({ secondSupplementAt: at('2023-05-04T09:00') })).toEqual([
      'OVERDUE_BEGAN SETTLING 2023-05-09',
      'LATE_BY_SECOND_SUPPLEMENT SETTLING 2023-05-04',
      'LATE_ALREADY SETTLING 2023-05-09',
    ]);
    expect(lines({ secondSupplementAt: at('2023-05-04T09:00'), withdrawnAt: at('2023-05-05T09:00') })).toEqual([
      'LATE_BY_SECOND_SUPPLEMENT SETTLING 2023-05-04',
      'LATE_CLOSED SETTLING 2023-05-05',
    ]);
    expect(lines({ secondSupplementAt: at('2023-05-10T09:00') })).toEqual(['OVERDUE_BEGAN SETTLING 2023-05-09']);
  });
});
