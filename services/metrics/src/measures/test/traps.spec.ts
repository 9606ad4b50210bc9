import { describe, expect, it, jest } from '@jest/globals';
import { accepted, at, running as runningUnmoved } from '../../../test/support/slices.js';
import {
  type DeadlineSlice,
  type Fact,
  type HeardState,
  type IntakeSlice,
  mergeEvent,
  unheardFact,
} from '../../facts/fact.js';
import { dayFromText, dayText } from '../../time/local-calendar.js';
import { contributions } from '../contributions.js';
import { CounterDeltas } from '../counter-deltas.js';
import { addCounts, Measure, measureNames, noCounts } from '../measures.js';

const DOSSIER = 'a dossier';

/** Received on Thursday 28 December 2023 with five working days; 1 January is off, so due on Friday 5 January at 10:00. */
const received: IntakeSlice = {
  ...accepted,
  procedureCode: '1.000001',
  offeredOnline: false,
  feeBearing: false,
  channel: 'IN_PERSON',
  receivingAgency: 'COMMUNE',
  settlingAgency: 'DEPARTMENT',
  effectiveSubmittedAt: at('2023-12-28T09:00'),
  acceptedAt: at('2023-12-28T10:00'),
};
const due = at('2024-01-05T10:00');
const running: DeadlineSlice = {
  ...runningUnmoved,
  originalDueAt: due,
  currentDueAt: due,
  overdueFrom: due,
  dueSoonAt: at('2024-01-04T10:00'),
};

const settled = (instant: number, outcome: DeadlineSlice['outcome']): Partial<Fact> => ({
  intake: { ...received, revision: 3, status: 'COMPLETED', firstCompletedAt: instant, completedAt: instant },
  deadline: { ...running, revision: 2, closedAt: instant, outcome },
});
const factOf = (slices: Partial<Fact>): Fact => ({ ...unheardFact(0, DOSSIER), ...slices });
const countedIn = (fact: Fact): string[] =>
  contributions(fact).map(({ measure, day }) => `${measureNames[measure]} ${dayText(day)}`);

describe('faults seen in running systems stay out of the figures', () => {
  it('trap 3: a release on Saturday counts on that Saturday, not on the day of receipt', () => {
    const lines = countedIn(factOf(settled(at('2023-12-30T09:00'), 'EARLY')));
    expect(lines).toEqual(expect.arrayContaining(['RECEIVED_IN_PERSON 2023-12-28', 'SETTLED_EARLY 2023-12-30']));
  });

  it('trap 5: a refusal at intake counts nowhere; what was accepted is judged, whatever the result says', () => {
    const refused: IntakeSlice = { ...received, status: 'REFUSED_AT_INTAKE', acceptedAt: null };
    expect(countedIn(factOf({ intake: refused }))).toEqual([]);
    expect(countedIn(factOf(settled(at('2024-01-05T10:01'), 'OVERDUE')))).toContain('SETTLED_OVERDUE 2024-01-05');
  });

  it('trap 12: local midnight parts the days, and no clock of the machine has a part in it', () => {
    jest.useFakeTimers({ now: new Date('2031-06-01T00:00:00.000Z') });
    try {
      const lastMinute = countedIn(factOf({ intake: { ...received, acceptedAt: at('2023-12-31T23:59') } }));
      const firstMinute = countedIn(factOf({ intake: { ...received, acceptedAt: at('2024-01-01T00:00') } }));
      expect(lastMinute[0]).toBe('RECEIVED_IN_PERSON 2023-12-31');
      expect(firstMinute[0]).toBe('RECEIVED_IN_PERSON 2024-01-01');
      const open = countedIn(factOf({ intake: received, deadline: running }));
      expect(open).toContain('OVERDUE_BEGAN 2024-01-05');
      expect(open.filter((line) => line.startsWith('SETTLED'))).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('trap 13: a dossier carried over is received once, in its year, and settled once, in the next', () => {
    const completed = settled(at('2024-01-05T10:00'), 'ON_TIME');
    const heard: readonly HeardState[] = [
      { dossierId: DOSSIER, slice: 'intake', state: received },
      { dossierId: DOSSIER, slice: 'deadline', state: running },
      { dossierId: DOSSIER, slice: 'intake', state: completed.intake! },
      { dossierId: DOSSIER, slice: 'deadline', state: completed.deadline! },
    ];
    // Each is heard again, and the first once more at the end.
    const arrivals = [...heard.flatMap((each) => [each, each]), heard[0]!];
    const deltas = new CounterDeltas();
    let fact = unheardFact(0, DOSSIER);
    for (const each of arrivals) {
      const after = mergeEvent(fact, each);
      deltas.move(contributions(fact), contributions(after));
      fact = after;
    }
    const counted = deltas
      .agencyYears()
      .flatMap(({ agency, year, counts }) =>
        counts.flatMap((count, measure) =>
          count === 0 ? [] : [`${year} ${agency} ${measureNames[measure]} ${count}`],
        ),
      );
    expect(counted.toSorted()).toEqual([
      '2023 COMMUNE RECEIVED_IN_PERSON 1',
      '2023 DEPARTMENT OPENED 1',
      '2024 DEPARTMENT CLOSED 1',
      '2024 DEPARTMENT COMPLETED 1',
      '2024 DEPARTMENT FIRST_SETTLED 1',
      '2024 DEPARTMENT SETTLED_AS_FIRST_PROMISED 1',
      '2024 DEPARTMENT SETTLED_ON_TIME 1',
    ]);
    const openAtMidnight = (day: string): number => {
      const before = deltas.agencyDays().filter((delta) => delta.day < dayFromText(day));
      const sums = before.map(({ counts }) => counts).reduce(addCounts, noCounts);
      return sums[Measure.OPENED]! - sums[Measure.CLOSED]!;
    };
    expect(['2023-12-28', '2024-01-01', '2024-01-05', '2024-01-06'].map(openAtMidnight)).toEqual([0, 1, 1, 0]);
  });
});
