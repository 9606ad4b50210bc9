import { describe, expect, it } from '@jest/globals';
import { contributions } from '../src/domain/contributions.js';
import {
  unheardFact,
  type DeadlineRegister,
  type Fact,
  type IntakeRegister,
  type PaymentRegister,
} from '../src/domain/fact.js';
import { dayText } from '../src/domain/local-calendar.js';
import { measureNames } from '../src/domain/measures.js';

const at = (text: string): number => Date.parse(`${text}+07:00`);

const accepted: IntakeRegister = {
  revision: 2,
  procedureCode: '1.000001',
  offeredOnline: true,
  feeBearing: true,
  channel: 'ONLINE',
  receivingAgency: 'RECEIVING',
  settlingAgency: 'SETTLING',
  status: 'ACCEPTED',
  imported: false,
  effectiveSubmittedAt: at('2023-05-02T21:00'),
  feeOwedSince: null,
  refusedAt: null,
  acceptedAt: at('2023-05-02T23:30'),
  waitedMinutes: null,
  firstSupplementAt: null,
  secondSupplementAt: null,
  firstCompletedAt: null,
  completedAt: null,
  completionRecordedAt: null,
  returnedAt: null,
  withdrawnAt: null,
  terminatedAt: null,
  voidedAt: null,
  transfers: null,
};
const running: DeadlineRegister = {
  revision: 1,
  originalDueAt: at('2023-05-09T10:00'),
  currentDueAt: at('2023-05-09T10:00'),
  dueSoonAt: at('2023-05-08T10:00'),
  pauses: [],
  parkedSince: null,
  closedAt: null,
  outcome: null,
};
const opened: PaymentRegister = {
  revision: 1,
  amountVnd: 50_000,
  status: 'OPEN',
  method: null,
  settledAt: null,
  refundedAt: null,
};

const factOf = (registers: Partial<Fact>): Fact => ({ ...unheardFact(0, 'a dossier'), ...registers });
const countedIn = (fact: Fact): string[] =>
  contributions(fact).map(({ measure, agency, day }) => `${measureNames[measure]} ${agency} ${dayText(day)}`);
const completedAt = (instant: number): IntakeRegister => ({
  ...accepted,
  revision: 3,
  status: 'COMPLETED',
  firstCompletedAt: instant,
  completedAt: instant,
});

describe('contributions', () => {
  it('count an accepted dossier on its local day, received where it came in, open where it is settled', () => {
    expect(countedIn(factOf({ intake: accepted }))).toEqual([
      'RECEIVED_ONLINE RECEIVING 2023-05-02',
      'OFFERED RECEIVING 2023-05-02',
      'OFFERED_SUBMITTED_ONLINE RECEIVING 2023-05-02',
      'OPENED SETTLING 2023-05-02',
    ]);
  });

  it('count nothing before intake was heard, and nothing for a dossier that was never accepted', () => {
    expect(countedIn(factOf({ deadline: running, payment: opened }))).toEqual([]);
    expect(countedIn(factOf({ intake: { ...accepted, acceptedAt: null } }))).toEqual([]);
  });

  it('take completion at the due instant as on time, a millisecond later as overdue', () => {
    const dueAt = running.currentDueAt!;
    const closed: DeadlineRegister = { ...running, closedAt: dueAt, outcome: 'ON_TIME' };
    expect(countedIn(factOf({ intake: completedAt(dueAt), deadline: closed }))).toEqual(
      expect.arrayContaining([
        'SETTLED_ON_TIME SETTLING 2023-05-09',
        'FIRST_SETTLED SETTLING 2023-05-09',
        'SETTLED_AS_FIRST_PROMISED SETTLING 2023-05-09',
      ]),
    );
    const late = countedIn(factOf({ intake: completedAt(dueAt + 1), deadline: { ...closed, outcome: 'OVERDUE' } }));
    expect(late).toEqual(
      expect.arrayContaining([
        'SETTLED_OVERDUE SETTLING 2023-05-09',
        'OVERDUE_BEGAN SETTLING 2023-05-09',
        'OVERDUE_ENDED SETTLING 2023-05-09',
      ]),
    );
    expect(late.filter((line) => line.startsWith('SETTLED'))).toHaveLength(1);
  });

  it('wait with settling until both intake and deadlines have said so', () => {
    const settled = (fact: Fact): string[] => countedIn(fact).filter((line) => /SETTLED_(EARLY|ON|OVER)/.test(line));
    expect(settled(factOf({ intake: completedAt(at('2023-05-08T09:00')), deadline: running }))).toEqual([]);
    expect(settled(factOf({ intake: accepted, deadline: { ...running, outcome: 'EARLY' } }))).toEqual([]);
  });

  it('leave a rescheduled dossier on time, but not as first promised', () => {
    const deadline: DeadlineRegister = {
      ...running,
      currentDueAt: at('2023-05-20T10:00'),
      closedAt: at('2023-05-19T10:00'),
      outcome: 'ON_TIME',
    };
    const lines = countedIn(factOf({ intake: completedAt(at('2023-05-19T10:00')), deadline }));
    expect(lines).toContain('SETTLED_ON_TIME SETTLING 2023-05-19');
    expect(lines).not.toContain('SETTLED_AS_FIRST_PROMISED SETTLING 2023-05-19');
  });

  it('keep what was first settled late as it was, whatever is corrected, extended, terminated or voided since', () => {
    const late = completedAt(at('2023-05-10T09:00'));
    const closed: DeadlineRegister = { ...running, closedAt: late.completedAt, outcome: 'OVERDUE' };
    const first = (fact: Fact): string[] => countedIn(fact).filter((line) => /FIRST/.test(line));
    const commands: readonly Partial<Fact>[] = [
      {},
      { intake: { ...late, completedAt: at('2023-05-08T09:00') }, deadline: { ...closed, outcome: 'EARLY' } },
      { deadline: { ...closed, currentDueAt: at('2023-05-30T09:00'), outcome: 'EARLY' } },
      { intake: { ...late, completedAt: null, terminatedAt: at('2023-05-11T09:00') } },
      { intake: { ...late, voidedAt: at('2023-05-11T09:00') }, deadline: { ...closed, outcome: null } },
    ];
    for (const changed of commands) {
      expect(first(factOf({ intake: late, deadline: closed, ...changed }))).toEqual([
        'FIRST_SETTLED SETTLING 2023-05-10',
      ]);
    }
  });

  it('count a voided dossier nowhere but in what was first settled and in what ended late', () => {
    const inTime = completedAt(at('2023-05-08T09:00'));
    const voided: Partial<Fact> = {
      intake: { ...inTime, voidedAt: at('2023-05-11T09:00') },
      deadline: { ...running, closedAt: inTime.completedAt, outcome: 'EARLY' },
      payment: { ...opened, status: 'SETTLED', method: 'ONLINE' },
      survey: {
        revision: 1,
        invitations: [{ stage: 'RETURNED', invitedAt: at('2023-05-08T10:00'), rating: 'SATISFIED' }],
      },
    };
    expect(countedIn(factOf(voided))).toEqual([
      'FIRST_SETTLED SETTLING 2023-05-08',
      'SETTLED_AS_FIRST_PROMISED SETTLING 2023-05-08',
    ]);
    const open: Partial<Fact> = { ...voided, deadline: running };
    expect(countedIn(factOf({ ...open, intake: { ...accepted, voidedAt: at('2023-05-08T09:00') } }))).toEqual([]);
    expect(countedIn(factOf({ ...open, intake: { ...accepted, voidedAt: at('2023-05-11T09:00') } }))).toEqual([
      'ENDED_OVERDUE SETTLING 2023-05-11',
    ]);
  });

  it('end being open, suspended and overdue with a termination', () => {
    const intake: IntakeRegister = { ...accepted, terminatedAt: at('2023-05-12T10:00') };
    const flows = (deadline: DeadlineRegister): string[] =>
      countedIn(factOf({ intake, deadline })).filter((line) => /^CLOSED|RESUMED|OVERDUE_ENDED/.test(line));
    expect(flows(running)).toEqual(['CLOSED SETTLING 2023-05-12', 'OVERDUE_ENDED SETTLING 2023-05-12']);
    expect(flows({ ...running, pauses: [{ from: at('2023-05-04T10:00'), to: null }] })).toEqual([
      'CLOSED SETTLING 2023-05-12',
      'RESUMED SETTLING 2023-05-12',
    ]);
  });

  it('charge a dossier once its order is opened, and take a refund out of what was paid online', () => {
    const paid: PaymentRegister = { ...opened, status: 'SETTLED', method: 'ONLINE', settledAt: at('2023-06-01T08:00') };
    const lines = (payment: PaymentRegister): string[] =>
      countedIn(factOf({ intake: accepted, payment })).filter((line) => /CHARGED|PAID/.test(line));
    expect(lines(opened)).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines(paid)).toEqual(['CHARGED SETTLING 2023-05-02', 'PAID_ONLINE SETTLING 2023-05-02']);
    expect(lines({ ...paid, method: 'CASH' })).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines({ ...paid, status: 'REFUNDED' })).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines({ ...opened, status: 'CANCELLED' })).toEqual([]);
  });

  it('begin being overdue at the due instant, stop while the clock stands still, and begin again after', () => {
    const deadline: DeadlineRegister = {
      ...running,
      pauses: [{ from: at('2023-05-11T10:00'), to: at('2023-05-13T10:00') }],
    };
    const flows = (fact: Fact): string[] => countedIn(fact).filter((line) => /OVERDUE|SUSPENDED|RESUMED/.test(line));
    expect(flows(factOf({ intake: accepted, deadline }))).toEqual([
      'SUSPENDED SETTLING 2023-05-11',
      'RESUMED SETTLING 2023-05-13',
      'OVERDUE_BEGAN SETTLING 2023-05-09',
      'OVERDUE_ENDED SETTLING 2023-05-11',
      'OVERDUE_BEGAN SETTLING 2023-05-13',
    ]);
  });

  it('begin nothing while the clock stands still over the due instant', () => {
    const deadline: DeadlineRegister = { ...running, pauses: [{ from: at('2023-05-08T10:00'), to: null }] };
    expect(countedIn(factOf({ intake: accepted, deadline })).filter((line) => line.startsWith('OVERDUE'))).toEqual([]);
  });

  it('end a suspension with the dossier when it is withdrawn meanwhile', () => {
    const deadline: DeadlineRegister = { ...running, pauses: [{ from: at('2023-05-04T10:00'), to: null }] };
    const intake: IntakeRegister = { ...accepted, withdrawnAt: at('2023-05-06T10:00') };
    expect(countedIn(factOf({ intake, deadline }))).toEqual(
      expect.arrayContaining([
        'CLOSED SETTLING 2023-05-06',
        'SUSPENDED SETTLING 2023-05-04',
        'RESUMED SETTLING 2023-05-06',
      ]),
    );
  });

  it('count each answer on the local day of the stage that invited', () => {
    const survey = {
      revision: 2,
      invitations: [
        { stage: 'ACCEPTED', invitedAt: at('2023-05-03T00:10'), rating: 'VERY_SATISFIED' as const },
        { stage: 'RETURNED', invitedAt: at('2023-05-09T00:10'), rating: null },
      ],
    };
    expect(countedIn(factOf({ intake: accepted, survey })).filter((line) => line.startsWith('RATED'))).toEqual([
      'RATED_VERY_SATISFIED SETTLING 2023-05-03',
    ]);
  });
});

describe('what the rates leave out is counted beside them', () => {
  const onTime = at('2023-05-08T09:00');
  const late = at('2023-05-12T09:00');
  const closed = (instant: number, outcome: DeadlineRegister['outcome']): DeadlineRegister => ({
    ...running,
    closedAt: instant,
    outcome,
  });
  const only = (pattern: RegExp, registers: Partial<Fact>): string[] =>
    countedIn(factOf(registers)).filter((line) => pattern.test(line));

  it('a completion counts by intake alone, and as not judged until deadlines has judged it', () => {
    const completed = /^(COMPLETED|SETTLED_(EARLY|ON_TIME|OVERDUE))/;
    const intake = completedAt(onTime);
    const unjudged = ['COMPLETED SETTLING 2023-05-08', 'COMPLETED_NOT_JUDGED SETTLING 2023-05-08'];
    expect(only(completed, { intake })).toEqual(unjudged);
    expect(only(completed, { intake, deadline: running })).toEqual(unjudged);
    const parked = { ...closed(onTime, null), currentDueAt: null, parkedSince: at('2023-05-03T09:00') };
    expect(only(completed, { intake, deadline: parked })).toEqual(unjudged);
    expect(only(completed, { intake, deadline: closed(onTime, 'EARLY') })).toEqual([
      'COMPLETED SETTLING 2023-05-08',
      'SETTLED_EARLY SETTLING 2023-05-08',
    ]);
  });

  it('an outcome of overdue is not called on time where there is no due instant', () => {
    const deadline = { ...closed(late, 'OVERDUE'), originalDueAt: null, currentDueAt: null };
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
    expect(recorded(running.currentDueAt! + 1)).toEqual(['SETTLED_RECORDED_LATE SETTLING 2023-05-08']);
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

  it('a wait of more than eight working hours before acceptance shows where it was waited', () => {
    const waits = (waitedMinutes: number | null): string[] => only(/^WAIT/, { intake: { ...accepted, waitedMinutes } });
    expect(waits(null)).toEqual([]);
    expect(waits(480)).toEqual(['WAIT_KNOWN RECEIVING 2023-05-02']);
    expect(waits(481)).toEqual(['WAIT_KNOWN RECEIVING 2023-05-02', 'WAITED_LONG RECEIVING 2023-05-02']);
  });

  describe('a transfer leaves lateness with whom it was late', () => {
    const transferred = (moment: number): IntakeRegister => ({
      ...completedAt(late),
      transfers: [{ at: moment, fromAgency: 'BEFORE' }],
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

    it('and with the first of several that had it late', () => {
      const transfers = [
        { at: at('2023-05-10T09:00'), fromAgency: 'FIRST' },
        { at: at('2023-05-11T09:00'), fromAgency: 'SECOND' },
      ];
      const intake = { ...completedAt(late), transfers };
      expect(only(/LEFT_BEHIND/, { intake, deadline: closed(late, 'OVERDUE') })).toEqual([
        'OVERDUE_LEFT_BEHIND FIRST 2023-05-12',
      ]);
    });
  });

  it('a second request for supplements makes a dossier late by Decision 766, once', () => {
    const lines = (changes: Partial<IntakeRegister>): string[] =>
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
