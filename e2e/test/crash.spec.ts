import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { checkJournal } from './support/journal.ts';
import { chooseVictims, killAll } from './support/killer.ts';
import { openProvince, ratios, type Indicator, type Province } from './support/province.ts';
import { recountOwners } from './support/recount.ts';

const KILLS = Number(process.env['CRASH_KILLS'] ?? 8);
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const DOSSIERS = 1_000;
const PAUSE_MS = 3_000;

let province: Province;

beforeAll(async () => {
  province = await openProvince('crash');
}, 120_000);
afterAll(async () => province?.stack.stop(), 60_000);

describe(`a province whose processes are killed ${KILLS} times (seed ${SEED})`, () => {
  it('loses no accepted command, doubles none, and shows the figures of its owners', async () => {
    const { stack } = province;
    const journal = join(province.folder, 'journal.ndjson');
    const victims = chooseVictims(KILLS, SEED);
    const simulation = province.simulate('--dossiers', String(DOSSIERS), '--rate', '25', '--journal', journal);
    // The simulator ends with code 0 only when the published figures are exactly those of its plan.
    await Promise.all([simulation, killAll(stack, victims, PAUSE_MS)]);

    const { accepted, lost, doubled } = await checkJournal(stack, journal);
    const { indicators } = await province.read<{ indicators: Indicator[] }>('/api/metrics/indicators?period=2023');
    const owners = await recountOwners(stack, 2023);
    const kills = [...Map.groupBy(victims, (victim) => victim)].map(([name, each]) => `${name} ${each.length}`);
    process.stderr.write(
      `crash test: seed ${SEED}; kills: ${kills.join(', ')}; accepted ${accepted}, lost ${lost.length}, doubled ${doubled.length}\n`,
    );
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(accepted).toBeGreaterThan(DOSSIERS * 3);
    expect(ratios(indicators)).toEqual(owners);
  }, 420_000);
});
