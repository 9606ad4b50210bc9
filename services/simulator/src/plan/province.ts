import type { Agency } from './model.js';
import { randomFrom } from './random.js';

/** What the simulator believes about one counter. */
export interface Counter {
  readonly agency: Agency;
  /** How many dossiers come here, relative to others. */
  readonly volume: number;
  /** 0 (poor) to 1 (excellent): lateness, online shares and ratings follow it. */
  readonly quality: number;
}

/** Phường 2 of Vũng Tàu: from rank 72 of 82 communes in 2022 to rank 27 in 2023. */
const RISING_WARD = '000.02.31.H06';

const VOLUME_OF_KIND: Readonly<Record<string, number>> = {
  DEPARTMENT: 1.2,
  DISTRICT: 4,
  COMMUNE: 0.6,
  LAND_BRANCH: 3,
};

/** Every counter of the province with its size and quality, the same for a seed. */
export function countersOf(agencies: readonly Agency[], seed: number): Counter[] {
  return agencies
    .filter((agency) => agency.kind !== 'PROVINCE')
    .toSorted((left, right) => (left.code < right.code ? -1 : 1))
    .map((agency) => {
      const random = randomFrom(seed, `counter/${agency.code}`);
      const volume = (VOLUME_OF_KIND[agency.kind] ?? 1) * random.between(0.6, 1.5);
      const quality = agency.code === RISING_WARD ? 0.85 : random.between(0.05, 0.95);
      return { agency, volume, quality };
    });
}

/** Weight of a counter when something bad is dealt out: the poorest gets some thirty times the share of the best. */
export function faultWeight(counter: Counter): number {
  return 0.03 + (1 - counter.quality) ** 2;
}
