import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PlannedDossier } from '../src/plan/index.js';
import { LIVES, lifeNames } from '../src/plan/lives.js';
import { planLiveDossier } from '../src/plan/plan-live-dossier.js';
import { countersOf } from '../src/plan/province.js';
import { randomFrom } from '../src/plan/random.js';
import { agencies, procedures } from './catalogue.js';

describe('Dossiers of the present', () => {
  let dossiers: readonly PlannedDossier[];
  beforeAll(() => {
    const [random, counters] = [randomFrom(7, 'live'), countersOf(agencies, 7)];
    const now = new Date('2026-03-02T02:00:00Z');
    dossiers = Array.from({ length: 3 * lifeNames.length }, (_, index) =>
      planLiveDossier({ number: index + 1, random, counters, procedures, now }),
    );
  });

  it('live every life within half a hundred dossiers', () => {
    const kinds = new Set(dossiers.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
    for (const name of lifeNames) {
      const turns = LIVES[name].turns({ settlingAgency: 'H06', channel: 'ONLINE' });
      expect(turns.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
    }
  });

  it('put off only an appointment of days, because the letter of apology goes out a day before', () => {
    const putOff = dossiers.filter(({ steps }) => steps.some(({ kind }) => kind === 'extend'));
    expect(putOff.length).toBeGreaterThan(0);
    expect(putOff.map(({ procedure }) => procedure.timeLimit?.unit)).toEqual(putOff.map(() => 'WORKING_DAY'));
  });

  it('are settled where they were received, also when they were sent elsewhere first', () => {
    const sentElsewhere = dossiers.filter(({ settlingAgency, receivingAgency }) => settlingAgency !== receivingAgency);
    expect(sentElsewhere.length).toBeGreaterThan(0);
    for (const { steps, receivingAgency } of sentElsewhere) {
      expect(steps).toContainEqual(expect.objectContaining({ kind: 'transfer', settlingAgency: receivingAgency }));
    }
  });
});
