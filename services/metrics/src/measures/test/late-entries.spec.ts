import { describe, expect, it } from '@jest/globals';
import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { deadlineState, dossierState } from '@motcua/testing';
import { decodeState } from '../../facts/decode-state.js';
import { mergeEvent, unheardFact } from '../../facts/fact.js';
import { dayText } from '../../time/local-calendar.js';
import { contributions } from '../contributions.js';
import { measureNames } from '../measures.js';

const at = (text: string): string => new Date(`${text}+07:00`).toISOString();

/** Due on Tuesday 9 May at 10:00; with every case, it is noticed on the 12th that it is late. */
const DUE = at('2023-05-09T10:00');
const LATE = at('2023-05-12T09:00');
const accepted: Partial<DossierStateV1> = { settlingAgency: 'SETTLING', acceptedAt: at('2023-05-02T10:00') };
const running: Partial<DeadlineStateV1> = { originalDueAt: DUE, currentDueAt: DUE };

/** What a dossier adds to the counters, as intake and deadlines publish it. */
function counted(
  pattern: RegExp,
  dossier: Partial<DossierStateV1>,
  deadline: Partial<DeadlineStateV1> = {},
): readonly string[] {
  const told = [
    decodeState('dossier.events', 'a dossier', 2, dossierState({ ...accepted, ...dossier })),
    decodeState('deadline.events', 'a dossier', 2, deadlineState({ ...running, ...deadline })),
  ];
  return contributions(told.reduce(mergeEvent, unheardFact(0, 'a dossier')))
    .map(({ measure, agency, day }) => `${measureNames[measure]} ${agency} ${dayText(day)}`)
    .filter((line) => pattern.test(line));
}

const ended = (dossier: Partial<DossierStateV1>, deadline?: Partial<DeadlineStateV1>): readonly string[] =>
  counted(/^ENDED/, dossier, deadline);

describe('an end entered when the dossier was late', () => {
  it.each(['withdrawnAt', 'terminatedAt', 'voidedAt'] as const)(
    'ended while overdue, though %s lies before the due instant',
    (end) => {
      const stated = at('2023-05-08T10:00');
      expect(ended({ [end]: stated, endRecordedAt: LATE })).toEqual(['ENDED_OVERDUE SETTLING 2023-05-08']);
      expect(ended({ [end]: stated, endRecordedAt: DUE })).toEqual([]);
      expect(ended({ [end]: stated, endRecordedAt: null })).toEqual([]);
      expect(ended({ [end]: LATE, endRecordedAt: null })).toEqual(['ENDED_OVERDUE SETTLING 2023-05-12']);
    },
  );

  it('is the one by which it ended: an end in time that is voided late ended in time', () => {
    const inTime = at('2023-05-08T10:00');
    expect(ended({ withdrawnAt: inTime, endRecordedAt: inTime, voidedAt: LATE })).toEqual([]);
    const completed = { completedAt: inTime, firstCompletedAt: inTime, voidedAt: LATE, endRecordedAt: LATE };
    expect(ended({ ...completed, completionRecordedAt: inTime })).toEqual([]);
    expect(ended({ ...completed, completionRecordedAt: null })).toEqual([]);
    expect(ended({ ...completed, completionRecordedAt: LATE })).toEqual(['ENDED_OVERDUE SETTLING 2023-05-12']);
  });
});

describe('a dossier that ends while its clock stands still', () => {
  const stopped = (from: string, recordedAt: string | null): Partial<DossierStateV1> => ({
    suspensions: [{ cause: 'SUSPENSION', from, recordedAt, to: null }],
  });
  const pause = (from: string, recordedAt: string | null, to: string): Partial<DeadlineStateV1> => ({
    pauses: [{ cause: 'SUSPENSION', from, recordedAt, to }],
  });

  it('ended while overdue when it was late before it was suspended', () => {
    const [suspendedAt, withdrawnAt] = [at('2023-05-10T10:00'), at('2023-05-15T10:00')];
    expect(
      ended(
        { ...stopped(suspendedAt, suspendedAt), withdrawnAt, endRecordedAt: withdrawnAt },
        { ...pause(suspendedAt, suspendedAt, withdrawnAt), currentDueAt: at('2023-05-12T10:00'), overdueFrom: DUE },
      ),
    ).toEqual(['ENDED_OVERDUE SETTLING 2023-05-15']);
  });

  it.each(['suspensions', 'supplements'] as const)(
    'ended in time when it stood still in %s, however long after',
    (kind) => {
      const [from, withdrawnAt] = [at('2023-05-08T10:00'), at('2023-05-22T10:00')];
      const stop = { recordedAt: from, from, requestedAt: from, to: null, receivedAt: null, respondBy: null };
      expect(
        ended(
          { [kind]: [{ ...stop, cause: 'SUSPENSION' }], withdrawnAt, endRecordedAt: withdrawnAt },
          { ...pause(from, from, withdrawnAt), currentDueAt: at('2023-05-23T10:00') },
        ),
      ).toEqual([]);
    },
  );

  it('ended while overdue when the suspension and the end were both entered late', () => {
    const [suspendedAt, withdrawnAt] = [at('2023-05-05T10:00'), at('2023-05-08T10:00')];
    const clock = { currentDueAt: at('2023-05-10T10:00'), overdueFrom: DUE };
    expect(
      ended(
        { ...stopped(suspendedAt, LATE), withdrawnAt, endRecordedAt: LATE },
        { ...pause(suspendedAt, LATE, withdrawnAt), ...clock },
      ),
    ).toEqual(['ENDED_OVERDUE SETTLING 2023-05-08']);
    const soon = at('2023-05-09T09:00');
    expect(
      ended(
        { ...stopped(suspendedAt, soon), withdrawnAt, endRecordedAt: LATE },
        { ...pause(suspendedAt, soon, withdrawnAt), ...clock },
      ),
    ).toEqual([]);
  });

  it('does not stand still when it was resumed at the instant of an end entered late', () => {
    const [suspendedAt, withdrawnAt] = [at('2023-05-05T10:00'), at('2023-05-08T10:00')];
    const suspensions = [{ cause: 'SUSPENSION' as const, from: suspendedAt, recordedAt: suspendedAt, to: withdrawnAt }];
    expect(
      ended(
        { suspensions, withdrawnAt, endRecordedAt: LATE },
        { ...pause(suspendedAt, suspendedAt, withdrawnAt), currentDueAt: at('2023-05-10T10:00') },
      ),
    ).toEqual(['ENDED_OVERDUE SETTLING 2023-05-08']);
  });
});

describe('a completion', () => {
  const settled = /^SETTLED_(EARLY|ON_TIME|OVERDUE|RECORDED)/;

  it('is recorded late when a suspension entered late put its due instant off', () => {
    const [from, to] = [at('2023-05-04T10:00'), at('2023-05-11T10:00')];
    const completedAt = at('2023-05-11T15:00');
    const dossier = {
      suspensions: [{ cause: 'SUSPENSION' as const, from, recordedAt: LATE, to }],
      completedAt,
      firstCompletedAt: completedAt,
      completionRecordedAt: LATE,
    };
    const deadline = {
      pauses: [{ cause: 'SUSPENSION' as const, from, recordedAt: LATE, to }],
      currentDueAt: at('2023-05-16T10:00'),
      closedAt: completedAt,
      outcome: 'EARLY' as const,
    };
    const lines = ['SETTLED_EARLY SETTLING 2023-05-11', 'SETTLED_RECORDED_LATE SETTLING 2023-05-11'];
    expect(counted(settled, dossier, { ...deadline, overdueFrom: DUE })).toEqual(lines);
    const inTime = { ...deadline, overdueFrom: null };
    expect(counted(settled, dossier, inTime)).toEqual(lines.slice(0, 1));
  });
});

describe('a transfer entered late', () => {
  const moved = (recordedAt: string | null): Partial<DossierStateV1> => ({
    transfers: [{ at: at('2023-05-08T10:00'), recordedAt, fromAgency: 'BEFORE', toAgency: 'SETTLING' }],
  });

  it('leaves the lateness with the agency that had the dossier when it became late', () => {
    const completion = { completedAt: LATE, firstCompletedAt: LATE, completionRecordedAt: LATE };
    const responsible = (recordedAt: string | null): readonly string[] =>
      counted(
        /LEFT_BEHIND|TAKEN_OVER/,
        { ...moved(recordedAt), ...completion },
        { closedAt: LATE, outcome: 'OVERDUE' },
      );
    expect(responsible(LATE)).toEqual([
      'OVERDUE_LEFT_BEHIND BEFORE 2023-05-12',
      'OVERDUE_TAKEN_OVER SETTLING 2023-05-12',
    ]);
    expect(responsible(DUE)).toEqual([]);
    expect(responsible(null)).toEqual([]);
  });

  it('leaves it there when the dossier ends without a result, too', () => {
    const end = { withdrawnAt: LATE, endRecordedAt: LATE };
    expect(ended({ ...moved(LATE), ...end })).toEqual(['ENDED_OVERDUE BEFORE 2023-05-12']);
    expect(ended({ ...moved(DUE), ...end })).toEqual(['ENDED_OVERDUE SETTLING 2023-05-12']);
  });

  it('is judged at the due instant that the clock ran past first, not at the one after a pause', () => {
    const resumedAt = at('2023-05-15T10:00');
    const transfers = [
      { at: at('2023-05-11T10:00'), recordedAt: at('2023-05-11T10:00'), fromAgency: 'BEFORE', toAgency: 'SETTLING' },
    ];
    const suspendedAt = at('2023-05-10T10:00');
    const suspensions = [{ cause: 'SUSPENSION' as const, from: suspendedAt, recordedAt: suspendedAt, to: resumedAt }];
    const completedAt = at('2023-05-16T10:00');
    expect(
      counted(
        /LEFT_BEHIND/,
        { transfers, suspensions, completedAt, firstCompletedAt: completedAt, completionRecordedAt: completedAt },
        {
          pauses: [{ cause: 'SUSPENSION', from: suspendedAt, recordedAt: suspendedAt, to: resumedAt }],
          currentDueAt: at('2023-05-12T10:00'),
          overdueFrom: DUE,
          closedAt: completedAt,
          outcome: 'OVERDUE',
        },
      ),
    ).toEqual(['OVERDUE_LEFT_BEHIND BEFORE 2023-05-16']);
  });
});

describe('a wait for an answer', () => {
  const submitted = { acceptedAt: null, receivingAgency: 'RECEIVING', refusedAt: at('2023-05-03T00:30') };
  const waited = (dossier: Partial<DossierStateV1>): readonly string[] => counted(/^WAIT/, dossier);

  it('counts at a refusal as well, on that day, where it was waited', () => {
    expect(waited({ ...submitted, waitedWorkingMinutes: 481 })).toEqual([
      'WAIT_KNOWN RECEIVING 2023-05-03',
      'WAITED_LONG RECEIVING 2023-05-03',
    ]);
    expect(waited({ ...submitted, waitedWorkingMinutes: 480 })).toEqual(['WAIT_KNOWN RECEIVING 2023-05-03']);
    expect(waited({ ...submitted, waitedWorkingMinutes: null })).toEqual([]);
  });

  it('counts when nobody answered before it was withdrawn or voided', () => {
    const [withdrawnAt, none] = [at('2023-05-04T00:30'), { ...submitted, refusedAt: null, waitedWorkingMinutes: 481 }];
    const expected = ['WAIT_KNOWN RECEIVING 2023-05-04', 'WAITED_LONG RECEIVING 2023-05-04'];
    expect(waited({ ...none, withdrawnAt })).toEqual(expected);
    expect(waited({ ...none, voidedAt: withdrawnAt })).toEqual(expected);
  });

  it('counts nothing else of a refused dossier, and stays when it is voided', () => {
    const lines = counted(/./, { ...submitted, waitedWorkingMinutes: 481 });
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['WAIT_KNOWN', 'WAITED_LONG']);
    const voided = { ...submitted, waitedWorkingMinutes: 481, voidedAt: LATE, endRecordedAt: LATE };
    expect(counted(/./, voided)).toEqual(lines);
  });
});
