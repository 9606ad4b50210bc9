import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsFound } from '../chaos/chaos-report.ts';
import { planFaults } from '../chaos/fault-plan.ts';
import { describeFault } from '../chaos/faults.ts';
import { faultSettings } from '../chaos/fault-settings.ts';
import { runChaos } from '../chaos/run-chaos.ts';
import { commandsOfMix } from './support/journal.ts';
import { openProvince, type Province } from './support/province.ts';

/** Eight of them are SIGKILLs. */
const FAULTS = 11;
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const DOSSIERS = 400;

let province: Province;

beforeAll(async () => {
  province = await openProvince('crash', { moreSettings: faultSettings });
}, 120_000);
afterAll(async () => province?.stack.stop(), 60_000);

describe(`a province under ${FAULTS} faults (seed ${SEED})`, () => {
  it('loses no accepted command, doubles none, and shows the figures of its owners', async () => {
    const plan = planFaults({ kills: FAULTS, seed: SEED, quick: true });
    const report = await runChaos({ stack: province.stack, plan, dossiers: DOSSIERS, rate: 20 });
    const { accepted, lost, doubled } = report;
    const kinds = [...Map.groupBy(plan.faults, describeFault)].map(([fault, each]) => `${fault} ${each.length}`);
    process.stderr.write(
      `crash test: seed ${SEED}; faults: ${kinds.join(', ')}; accepted ${accepted}, lost ${lost.length}, doubled ${doubled.length}\n`,
    );
    expect(faultsFound(report)).toEqual([]);
    expect(Object.keys(report.commands).toSorted()).toEqual(commandsOfMix.toSorted());
    expect(accepted).toBeGreaterThan(DOSSIERS * 3);
  }, 600_000);
});
