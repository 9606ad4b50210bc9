import { describe, expect, it } from '@jest/globals';
import { accepted, at, completedAt, countedIn, factOf, opened, running } from '../../../test/support/slices.js';
import type { DeadlineSlice, Fact, IntakeSlice, PaymentSlice } from '../../facts/fact.js';

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
    const closed: DeadlineSlice = { ...running, closedAt: dueAt, outcome: 'ON_TIME' };
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

  it('settle only once both intake and deadlines have published it', () => {
    const settled = (fact: Fact): string[] => countedIn(fact).filter((line) => /SETTLED_(EARLY|ON|OVER)/.test(line));
    expect(settled(factOf({ intake: completedAt(at('2023-05-08T09:00')), deadline: running }))).toEqual([]);
    expect(settled(factOf({ intake: accepted, deadline: { ...running, outcome: 'EARLY' } }))).toEqual([]);
  });

  it('leave a rescheduled dossier on time, but not as first promised', () => {
    const deadline: DeadlineSlice = {
      ...running,
      currentDueAt: at('2023-05-20T10:00'),
      overdueFrom: at('2023-05-20T10:00'),
      closedAt: at('2023-05-19T10:00'),
      outcome: 'ON_TIME',
    };
    const lines = countedIn(factOf({ intake: completedAt(at('2023-05-19T10:00')), deadline }));
    expect(lines).toContain('SETTLED_ON_TIME SETTLING 2023-05-19');
    expect(lines).not.toContain('SETTLED_AS_FIRST_PROMISED SETTLING 2023-05-19');
  });

  it('keep what was first settled late as it was, whatever is corrected, extended, terminated or voided since', () => {
    const late = completedAt(at('2023-05-10T09:00'));
    const closed: DeadlineSlice = { ...running, closedAt: late.completedAt, outcome: 'OVERDUE' };
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
    const intake: IntakeSlice = { ...accepted, terminatedAt: at('2023-05-12T10:00') };
    const flows = (deadline: DeadlineSlice): string[] =>
      countedIn(factOf({ intake, deadline })).filter((line) => /^CLOSED|RESUMED|OVERDUE_ENDED/.test(line));
    expect(flows(running)).toEqual(['CLOSED SETTLING 2023-05-12', 'OVERDUE_ENDED SETTLING 2023-05-12']);
    expect(flows({ ...running, pauses: [{ from: at('2023-05-04T10:00'), to: null }] })).toEqual([
      'CLOSED SETTLING 2023-05-12',
      'RESUMED SETTLING 2023-05-12',
    ]);
  });

  it('charge a dossier once its order is opened, and take a refund out of what was paid online', () => {
    const paid: PaymentSlice = { ...opened, status: 'SETTLED', method: 'ONLINE', settledAt: at('2023-06-01T08:00') };
    const lines = (payment: PaymentSlice): string[] =>
      countedIn(factOf({ intake: accepted, payment })).filter((line) => /CHARGED|PAID/.test(line));
    expect(lines(opened)).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines(paid)).toEqual(['CHARGED SETTLING 2023-05-02', 'PAID_ONLINE SETTLING 2023-05-02']);
    expect(lines({ ...paid, method: 'CASH' })).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines({ ...paid, status: 'REFUNDED' })).toEqual(['CHARGED SETTLING 2023-05-02']);
    expect(lines({ ...opened, status: 'CANCELLED' })).toEqual([]);
  });

  it('begin being overdue at the due instant, stop while the clock stands still, and begin again after', () => {
    const deadline: DeadlineSlice = {
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
    const deadline: DeadlineSlice = { ...running, pauses: [{ from: at('2023-05-08T10:00'), to: null }] };
    expect(countedIn(factOf({ intake: accepted, deadline })).filter((line) => line.startsWith('OVERDUE'))).toEqual([]);
  });

  it('end a suspension with the dossier when it is withdrawn meanwhile', () => {
    const deadline: DeadlineSlice = { ...running, pauses: [{ from: at('2023-05-04T10:00'), to: null }] };
    const intake: IntakeSlice = { ...accepted, withdrawnAt: at('2023-05-06T10:00') };
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
