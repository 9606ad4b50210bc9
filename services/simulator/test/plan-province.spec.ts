import { compileCalendar, judge, provinceCalendar } from '@motcua/working-calendar';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { dueAfterStop, expectedAppointment } from '../src/plan/completion.js';
import {
  INDICATORS,
  planProvince,
  type Counts,
  type IndicatorId,
  type PlannedDossier,
  type PlannedStep,
  type ProvincePlan,
} from '../src/plan/index.js';
import { startsClock, stopsClock } from '../src/plan/lives.js';
import { quotasFor } from '../src/plan/quotas.js';
import { agencies, procedures } from './catalogue.js';

const plan = (dossiers: number, seed = 2023): ProvincePlan =>
  planProvince({ seed, dossiers, from: '2023-01-01', to: '2023-12-31', agencies, procedures });
const calendar = compileCalendar(provinceCalendar);

describe('The default plan of the province', () => {
  let whole: ProvincePlan;
  beforeAll(() => {
    whole = plan(10_000);
  });

  it('lands exactly on the published figures', () => {
    expect(whole.dossiers).toHaveLength(10_000);
    expect(whole.expectation.province).toEqual({
      onTime: { numerator: 9_386, denominator: 9_500 },
      onlineDossier: { numerator: 7_640, denominator: 8_000 },
      onlinePayment: { numerator: 3_156, denominator: 4_000 },
      satisfaction: { numerator: 4_353, denominator: 5_000 },
    });
  });

  it('is the same for the same seed and another one for another seed', () => {
    expect(plan(400, 7)).toEqual(plan(400, 7));
    expect(plan(400, 8).dossiers).not.toEqual(plan(400, 7).dossiers);
  });

  it('keeps every instant inside the year, in order and in a working session', () => {
    const first = Date.parse('2023-01-01T00:00:00+07:00');
    const last = Date.parse('2024-01-01T00:00:00+07:00');
    for (const { steps } of whole.dossiers) {
      const instants = steps.map(({ at }) => at.getTime());
      expect(instants).toEqual(instants.toSorted((left, right) => left - right));
      expect(instants[0]).toBeGreaterThanOrEqual(first);
      expect(instants.at(-1)).toBeLessThan(last);
    }
    const strays = whole.dossiers.flatMap(({ steps }) => steps).filter(({ at }) => !isWorking(at));
    expect(strays).toEqual([]);
  });

  it('completes late only what it means to be late, by the rules of the deadline', () => {
    const wrong = whole.dossiers.filter((dossier) => {
      const complete = dossier.steps.find((step) => step.kind === 'complete');
      if (complete?.kind !== 'complete') return false;
      const outcome = judge(calendar, complete.at, dueInstantOf(dossier));
      return (outcome === 'OVERDUE') !== (complete.timing.kind === 'AFTER');
    });
    expect(wrong).toEqual([]);
  });

  it('expects exactly what is true in the end: voided, transferred and corrected dossiers count as they became', () => {
    const agencies = new Map<string, Counts>([...whole.expectation.agencies].map(([code]) => [code, counted()]));
    for (const dossier of whole.dossiers) countInTheEnd(dossier, agencies);
    expect(agencies).toEqual(whole.expectation.agencies);
  });

  it('adds up over the agencies, and every counter takes part', () => {
    const own = [...whole.expectation.agencies.values()];
    expect(own).toHaveLength(118);
    for (const id of INDICATORS) {
      const sum = (part: 'numerator' | 'denominator') => own.reduce((total, counts) => total + counts[id][part], 0);
      expect({ numerator: sum('numerator'), denominator: sum('denominator') }).toEqual(whole.expectation.province[id]);
    }
    expect(own.every(({ onTime }) => onTime.denominator > 0)).toBe(true);
  });

  it('contains everything that happens at a counter', () => {
    const steps = whole.dossiers.flatMap((dossier) => dossier.steps);
    const kinds = new Set(steps.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(
      ['submit', 'accept', 'refuse', 'request-supplement', 'receive-supplement', 'complete', 'return', 'withdraw']
        .concat('pay-cash', 'pay-online', 'answer', 'request-payment', 'receive-payment', 'suspend', 'resume')
        .concat('forward', 'assign', 'transfer', 'correct', 'terminate', 'void')
        .toSorted(),
    );
    const corrected = steps.flatMap((step) => (step.kind === 'correct' ? [step.correction.field] : []));
    expect(new Set(corrected)).toEqual(new Set(['channel', 'completedAt', 'eIdVerified']));
    const stops = whole.dossiers.map((dossier) => dossier.steps.filter(stopsClock).length);
    expect(new Set(stops)).toEqual(new Set([0, 1, 2]));
    const timings = new Set(steps.flatMap((step) => (step.kind === 'complete' ? [step.timing.kind] : [])));
    expect([...timings].toSorted()).toEqual(['AFTER', 'BEFORE', 'EXACT', 'NO_APPOINTMENT', 'WITHIN_PAUSE']);
    const refunds = new Set(steps.flatMap((step) => (step.kind === 'pay-online' ? [step.payment.refund] : [])));
    expect([...refunds].toSorted()).toEqual(['AFTER', 'BEFORE_SUCCESS', 'NONE']);
    expect(new Set(whole.dossiers.map(({ channel }) => channel)).size).toBe(3);
  });

  it('puts right only completions that were wrong, in both directions', () => {
    const wrong = whole.dossiers.flatMap(({ steps }) => {
      const [complete, correct] = ['complete', 'correct'].map((kind) => steps.find((step) => step.kind === kind));
      if (complete?.kind !== 'complete' || correct?.kind !== 'correct') return [];
      if (correct.correction.field !== 'completedAt') return [];
      return [`${complete.timing.kind === 'AFTER'} to ${correct.correction.timing.kind === 'AFTER'}`];
    });
    expect(new Set(wrong)).toEqual(new Set(['true to false', 'false to true']));
  });

  it('never puts off an appointment of the past, because that is recorded as it happens', () => {
    expect(whole.dossiers.filter(({ steps }) => steps.some(({ kind }) => kind === 'extend'))).toEqual([]);
  });

  it('leaves open what is suspended, and lets nothing happen to what has ended', () => {
    const open = whole.dossiers.filter(({ steps }) => stopsClock(steps.at(-1)!));
    expect(open).toHaveLength(quotasFor(10_000).suspended);
    const accepted = whole.dossiers.filter(({ steps }) => steps.some(({ kind }) => kind === 'accept'));
    const ends = ['complete', 'terminate', 'void', 'withdraw'];
    const unended = accepted.filter(({ steps }) => !steps.some(({ kind }) => ends.includes(kind)));
    expect(unended).toHaveLength(quotasFor(10_000).suspended + quotasFor(10_000).inProcess);
    expect(unended.filter(({ procedure }) => procedure.fee !== null)).toEqual([]);
    for (const end of ['terminate', 'void', 'withdraw', 'refuse']) {
      const ended = whole.dossiers.filter(({ steps }) => steps.some(({ kind }) => kind === end));
      expect(ended.length).toBeGreaterThan(0);
      expect(ended.filter(({ steps }) => ![end, 'answer'].includes(steps.at(-1)!.kind))).toEqual([]);
    }
  });

  it('lets what is handed in online keep the limit of the online service', () => {
    const quicker = whole.dossiers.filter(({ procedure }) => procedure.onlineTimeLimit !== null);
    const online = quicker.filter(({ channel }) => channel === 'ONLINE');
    expect(online.length).toBeGreaterThan(0);
    expect(online.filter(({ procedure }) => procedure.timeLimit?.amount !== 9)).toEqual([]);
    const others = quicker.filter(({ channel }) => channel !== 'ONLINE');
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ procedure }) => procedure.timeLimit?.amount !== 15)).toEqual([]);
  });

  it('pays a prepaid fee before the dossier is accepted', () => {
    const prepaid = whole.dossiers.filter(({ procedure }) => procedure.fee?.collection === 'PREPAID');
    const early = prepaid.filter(({ steps }) => !steps[1]!.kind.startsWith('pay-'));
    expect(early).toEqual([]);
  });
});

describe('Plans of other sizes', () => {
  it.each([
    [1_000, [741, 750], [764, 800], [316, 400], [435, 500]],
    [300, [247, 250], [191, 200], [95, 120], [131, 150]],
    [20_000, [18_772, 19_000], [15_280, 16_000], [6_312, 8_000], [8_706, 10_000]],
  ])('of %i dossiers hold their quotas', (dossiers, ...expected) => {
    const { province } = plan(dossiers).expectation;
    expect(INDICATORS.map((id) => [province[id].numerator, province[id].denominator])).toEqual(expected);
  });

  it('share out every dossier once', () => {
    for (const dossiers of [1, 2, 7, 50, 263, 264, 999, 10_000]) {
      const { refused, waiting, withdrawn, terminated, voided, suspended, inProcess, settled } = quotasFor(dossiers);
      const all = refused + waiting + withdrawn + terminated + voided + suspended + inProcess + settled;
      expect(all).toBe(dossiers);
      expect(plan(dossiers).expectation.province).toEqual(quotasFor(dossiers).counts);
    }
  });
});

function isWorking(instant: Date): boolean {
  const day = new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  return calendar.sessionsOn(day).some(({ from, to }) => from <= instant.getTime() && instant.getTime() <= to);
}

function dueInstantOf({ procedure, steps }: PlannedDossier): Date | null {
  const accepted = steps.find(({ kind }) => kind === 'accept')!.at;
  const [from, to] = [steps.filter(stopsClock), steps.filter(startsClock)];
  return to.reduce(
    (due, end, index) => dueAfterStop(calendar, procedure, due, { from: from[index]!.at, to: end.at }),
    expectedAppointment(calendar, procedure, accepted),
  );
}

const counted = (): Counts =>
  Object.fromEntries(INDICATORS.map((id) => [id, { numerator: 0, denominator: 0 }])) as Counts;

/** Judges by the instants that the steps state, sharing nothing with the plan's own expectation. */
function countInTheEnd(dossier: PlannedDossier, agencies: ReadonlyMap<string, Counts>): void {
  const { procedure, receivingAgency, steps } = dossier;
  const find = <K extends PlannedStep['kind']>(kind: K) =>
    steps.find((step): step is Extract<PlannedStep, { kind: K }> => step.kind === kind);
  if (find('void') || !find('accept')) {
    if (find('refuse') && find('answer'))
      add(dossier.settlingAgency, 'satisfaction', find('answer')!.rating !== 'UNSATISFIED');
    return;
  }
  const settledBy = find('transfer')?.settlingAgency ?? dossier.settlingAgency;
  const correction = find('correct')?.correction;
  const channel = correction?.field === 'channel' ? correction.value : dossier.channel;
  if (procedure.onlineLevel !== 'NONE') add(receivingAgency, 'onlineDossier', channel === 'ONLINE');
  if (procedure.fee) add(settledBy, 'onlinePayment', find('pay-online')?.payment.refund === 'NONE');
  const complete = find('complete');
  if (complete && correction?.field === 'completedAt') add(settledBy, 'onTime', correction.timing.kind !== 'AFTER');
  else if (complete) add(settledBy, 'onTime', judge(calendar, complete.at, dueInstantOf(dossier)) !== 'OVERDUE');
  for (const step of steps) if (step.kind === 'answer') add(settledBy, 'satisfaction', step.rating !== 'UNSATISFIED');

  function add(agency: string, id: IndicatorId, good: boolean): void {
    const count = agencies.get(agency)![id] as { numerator: number; denominator: number };
    count.denominator += 1;
    count.numerator += good ? 1 : 0;
  }
}
