import { describe, expect, it } from '@jest/globals';
import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import type { Clock } from '../src/domain/clock-facts.js';
import { stepsTo } from '../src/domain/deadline.js';
import { extend } from '../src/domain/extension.js';
import { computedState } from '../src/domain/computed-state.js';
import { at, dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };
const { procedure } = dossierHistory({}, [])[0]!.state;

/** Accepted on Monday 10:00 with five working days, so due on the next Monday at 10:00. */
const DUE = at('02-05 10:00');

/** A suspension as `[from, entered, to]`; entered null: not noted. */
type Stop = readonly [from: string, entered: string | null, to: string | null];

function clockAfter(stops: readonly Stop[], known: Clock | null = null, ends: Partial<DossierStateV1> = {}): Clock {
  const promised = {
    procedure: { ...procedure, timeLimit: { ...procedure.timeLimit!, amount: 5 } },
    appointmentAt: DUE,
  };
  const accepted = dossierHistory(promised, [['accept', at('01-29 10:00')]]).at(-1)!.state;
  const suspensions = stops.map(([from, entered, to]) => ({
    cause: 'SUSPENSION' as const,
    from: at(from),
    recordedAt: entered && at(entered),
    to: to && at(to),
  }));
  const dossierId = known?.state.dossierId ?? accepted.dossierId;
  return stepsTo({ ...accepted, dossierId, suspensions, ...ends }, known, calendar).at(-1)!.clock;
}

const of = ({
  state: { currentDueAt, overdueFrom },
}: Clock): Pick<DeadlineStateV1, 'currentDueAt' | 'overdueFrom'> => ({
  currentDueAt,
  overdueFrom,
});

describe('the due instant that a clock ran past', () => {
  it.each<readonly [string, readonly Stop[], string]>([
    ['nothing stood still', [], '02-05 10:00'],
    ['a pause was entered as it began', [['01-30 10:00', '01-30 10:00', '01-31 10:00']], '02-06 10:00'],
    ['nobody noted when a pause was entered', [['01-30 10:00', null, '01-31 10:00']], '02-06 10:00'],
    ['a pause still lasts', [['01-30 10:00', '01-30 10:00', null]], '02-05 10:00'],
  ])('is the due instant when %s', (_, stops, due) => {
    expect(of(clockAfter(stops))).toEqual({ currentDueAt: at(due), overdueFrom: null });
  });

  it.each<readonly [string, readonly Stop[], due: string, past: string]>([
    [
      'is the first one when a pause is entered after it',
      [['02-01 10:00', '02-06 09:00', '02-06 10:00']],
      '02-15 10:00',
      '02-05 10:00',
    ],
    [
      'moves only by what of a pause was on record',
      [['01-30 10:00', '01-31 09:00', '01-31 10:00']],
      '02-06 10:00',
      '02-05 11:00',
    ],
    [
      'is not moved by a pause entered after its end',
      [['01-30 10:00', '02-01 10:00', '01-31 10:00']],
      '02-06 10:00',
      '02-05 10:00',
    ],
    [
      'is the one before a pause of a late dossier',
      [['02-05 15:00', '02-05 15:00', '02-06 15:00']],
      '02-06 10:00',
      '02-05 10:00',
    ],
  ])('%s', (_, stops, due, past) => {
    expect(of(clockAfter(stops))).toEqual({ currentDueAt: at(due), overdueFrom: at(past) });
  });

  it('is passed by a late dossier that ends while it stands still', () => {
    const ends = { status: 'WITHDRAWN', withdrawnAt: at('02-07 10:00') } as const;
    expect(of(clockAfter([['02-05 15:00', '02-05 15:00', null]], null, ends)).overdueFrom).toBe(at('02-05 10:00'));
  });
});

describe('the due instant that a clock ran past, with a letter', () => {
  const putOff = (clock: Clock, moment: string): Clock =>
    extend(
      clock,
      { apologyAt: new Date(at('02-01 11:00')), ground: 'COMPLEX_CASE', toDueAt: new Date(at('02-16 10:00')) },
      new Date(at(moment)),
      calendar.calendar,
    ).clock;

  it('is the one of the letter, also of one that went out while the clock stood still', () => {
    const running = putOff(clockAfter([]), '02-02 10:00');
    expect(of(running)).toEqual({ currentDueAt: at('02-16 10:00'), overdueFrom: null });
    const still = putOff(clockAfter([['02-01 10:00', '02-01 10:00', null]]), '02-07 10:00');
    expect(of(still)).toEqual({ currentDueAt: at('02-16 10:00'), overdueFrom: null });
  });

  it('stays when the present one cannot be computed, because its year is missing', () => {
    const years = provinceCalendar.years.filter(({ year }) => year <= 2024);
    const { facts, state } = clockAfter([['02-05 15:00', '02-05 15:00', '02-06 15:00']]);
    const extension = {
      at: at('02-06 10:00'),
      apologyAt: at('02-01 11:00'),
      ground: 'COMPLEX_CASE' as const,
      fromDueAt: DUE,
      toDueAt: at('12-31 16:00'),
    };
    const parked = computedState(facts, { ...state, extension }, compileCalendar({ ...provinceCalendar, years }), DUE);
    expect(parked).toMatchObject({ currentDueAt: null, overdueFrom: DUE, parked: { year: 2025 } });
  });

  it('is the first one when only a pause entered late made room for the letter', () => {
    const open = clockAfter([['02-01 10:00', '02-05 16:00', null]]);
    const resumed = clockAfter([['02-01 10:00', '02-05 16:00', '02-06 08:00']], putOff(open, '02-05 16:30'));
    expect(of(resumed).overdueFrom).toBe(at('02-05 10:00'));
  });
});
