import type { Channel } from '@motcua/contracts';
import {
  INDICATORS,
  type Counts,
  type Expectation,
  type IndicatorId,
  type PlannedDossier,
  type Timing,
} from './model.js';

interface Tally {
  numerator: number;
  denominator: number;
}
type Tallies = Record<IndicatorId, Tally>;

const emptyTallies = (): Tallies => ({
  onTime: { numerator: 0, denominator: 0 },
  onlineDossier: { numerator: 0, denominator: 0 },
  onlinePayment: { numerator: 0, denominator: 0 },
  satisfaction: { numerator: 0, denominator: 0 },
});

/** What one dossier adds, and to whose figures: received things count where received, the rest where settled. */
interface Addition {
  readonly indicator: IndicatorId;
  readonly agency: string;
  readonly good: boolean;
}

function additionsOf(dossier: PlannedDossier): Addition[] {
  const { receivingAgency, procedure, steps } = dossier;
  if (steps.some(({ kind }) => kind === 'void')) return [];
  const { settlingAgency, channel, timing } = inTheEnd(dossier);
  const additions: Addition[] = [];
  for (const step of steps) {
    if (step.kind === 'accept' && procedure.onlineLevel !== 'NONE') {
      additions.push({ indicator: 'onlineDossier', agency: receivingAgency, good: channel === 'ONLINE' });
    }
    if (step.kind === 'accept' && procedure.fee !== null) {
      const paidOnline = steps.some((other) => other.kind === 'pay-online' && other.payment.refund === 'NONE');
      additions.push({ indicator: 'onlinePayment', agency: settlingAgency, good: paidOnline });
    }
    if (step.kind === 'complete') {
      additions.push({ indicator: 'onTime', agency: settlingAgency, good: timing?.kind !== 'AFTER' });
    }
    if (step.kind === 'answer') {
      additions.push({ indicator: 'satisfaction', agency: settlingAgency, good: step.rating !== 'UNSATISFIED' });
    }
  }
  return additions;
}

/** What counts: where a dossier is settled, how it was handed in and when it was completed, after all that moved them. */
function inTheEnd({ settlingAgency, channel, steps }: PlannedDossier): {
  readonly settlingAgency: string;
  readonly channel: Channel;
  readonly timing: Timing | null;
} {
  let known = { settlingAgency, channel, timing: null as Timing | null };
  for (const step of steps) {
    if (step.kind === 'transfer') known = { ...known, settlingAgency: step.settlingAgency };
    if (step.kind === 'complete') known = { ...known, timing: step.timing };
    if (step.kind !== 'correct') continue;
    const { correction } = step;
    if (correction.field === 'channel') known = { ...known, channel: correction.value };
    if (correction.field === 'completedAt') known = { ...known, timing: correction.timing };
  }
  return known;
}

/** What the metrics API must say of these dossiers, derived from their steps alone. */
export function expectationOf(dossiers: readonly PlannedDossier[], agencies: readonly string[]): Expectation {
  const province = emptyTallies();
  const byAgency = new Map<string, Tallies>(agencies.map((code) => [code, emptyTallies()]));
  for (const { indicator, agency, good } of dossiers.flatMap(additionsOf)) {
    const own = byAgency.get(agency) ?? emptyTallies();
    byAgency.set(agency, own);
    for (const tally of [province[indicator], own[indicator]]) {
      tally.denominator += 1;
      tally.numerator += good ? 1 : 0;
    }
  }
  return { province, agencies: byAgency };
}

/** `left - right`, count by count. */
export function subtractCounts(left: Counts, right: Counts): Counts {
  const entries = INDICATORS.map((id) => [
    id,
    { numerator: left[id].numerator - right[id].numerator, denominator: left[id].denominator - right[id].denominator },
  ]);
  return Object.fromEntries(entries) as Counts;
}

export function sameCounts(left: Counts, right: Counts): boolean {
  return INDICATORS.every(
    (id) => left[id].numerator === right[id].numerator && left[id].denominator === right[id].denominator,
  );
}
