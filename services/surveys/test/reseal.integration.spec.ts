import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyRing, unseal } from '@motcua/kernel';
import { reseal } from '@motcua/persistence';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { sealedTables } from '../src/persistence/sealed-tables.js';
import { openSurveysStage, type SurveysStage } from './support/surveys-stage.js';

let stage: SurveysStage;
beforeAll(async () => {
  stage = await openSurveysStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('resealing', () => {
  it('seals the comments with the new key, and leaves answers without one alone', async () => {
    const [said, silent] = [await stage.printedSlip(), await stage.printedSlip()];
    await stage.answer({ token: said.token, rating: 'SATISFIED', comment: 'rất nhanh' });
    await stage.answer({ token: silent.token, rating: 'SATISFIED' });
    const fresh = parseKeyRing(`k2:${randomBytes(32).toString('base64')}`);
    const dataSource = await new DataSource({ type: 'postgres', url: stage.database.ownerUrl }).initialize();
    try {
      const ring = new Map([...fresh, ...stage.settings.ENCRYPTION_KEYS]);
      expect(await reseal(dataSource, ring, sealedTables)).toEqual([{ table: 'answer', resealed: 1, unreadable: [] }]);
    } finally {
      await dataSource.destroy();
    }
    const kept = await stage.database.query<{ token_hash: string; comment: string | null }>(
      'select token_hash, comment from answer order by comment nulls last',
    );
    expect(kept.map(({ token_hash: hash, comment }) => comment && unseal(fresh, hash, comment))).toEqual([
      'rất nhanh',
      null,
    ]);
  }, 30_000);
});
