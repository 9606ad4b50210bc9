import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@motcua/testing';
import { openIntakeStage, type IntakeStage } from '../../../test/support/intake-stage.js';
import { AppModule } from '../../app.module.js';
import * as support from './support/look-ups.js';
import { FOUND, NOT_FOUND, type LookUpReply } from './support/look-ups.js';

let stage: IntakeStage;
let replica: TestService;

beforeAll(async () => {
  stage = await openIntakeStage();
  replica = await startTestService('intake', AppModule.with(stage.settings));
}, 90_000);
afterAll(async () => {
  await replica.stop();
  await stage.close();
}, 60_000);

const handedIn = (applicant?: object) => support.handedIn(stage, applicant);
const lookUp = (
  code: string,
  secret: string,
  { url = stage.service.url, address }: { url?: string; address?: string } = {},
) => support.lookUp(url, code, secret, address);
const tokenOf = (dossier: support.Dossier): string => support.tokenOf(stage, dossier);

describe('failed look-ups', () => {
  it('are limited per address and code over all replicas, a code that does not exist like one that does', async () => {
    const [dossier, other] = [await handedIn(), await handedIn()];
    const refusals: LookUpReply[] = [];
    for (const code of [dossier.code, '000.00.99.H06-990101-0001']) {
      for (let index = 0; index < 5; index += 1) {
        const url = index % 2 === 0 ? stage.service.url : replica.url;
        expect(await lookUp(code, '0000', { url })).toMatchObject(NOT_FOUND);
      }
      refusals.push(await lookUp(code, '4567'), await lookUp(code, tokenOf(other), { url: replica.url }));
    }
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 429 });
      expect(Number(refusal.retryAfter)).toBeGreaterThan(14 * 60);
      expect(Number(refusal.retryAfter)).toBeLessThanOrEqual(15 * 60);
    }
    const bodies = refusals.map(({ text }) => text.replace(/"retryAfterSeconds":\d+/, ''));
    expect(new Set(bodies).size).toBe(1);
  });

  it('do not shut out who holds the slip', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000');
    expect(await lookUp(dossier.code, tokenOf(dossier))).toMatchObject(FOUND);
    expect(await lookUp(dossier.code, '4567')).toMatchObject({ status: 429 });
  });

  it('do not shut out the owner, who looks from another address', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000', { address: '198.51.100.7' });
    expect(await lookUp(dossier.code, '4567', { address: '198.51.100.7' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567')).toMatchObject(FOUND);
  });

  it('count together for whoever has a network of IPv6 addresses', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 5; index += 1) {
      await lookUp(dossier.code, '0000', { address: `2001:db8:0:7::${index + 1}` });
    }
    expect(await lookUp(dossier.code, '4567', { address: '2001:db8:0:7:ffff::1' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567', { address: '2001:db8:0:8::1' })).toMatchObject(FOUND);
  });

  it('are at most 20 a day for an address, and 200 for all together: then only the slip opens', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 20; index += 1) {
      await lookUp(dossier.code, '0000');
      await stage.database.query(`update look_up_failure set failed_at = failed_at - interval '15 minutes'`);
    }
    expect(await lookUp(dossier.code, '4567')).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, '4567', { address: '203.0.113.2' })).toMatchObject(FOUND);
    await stage.database.query(
      `insert into look_up_failure (code_print, failed_at)
       select (select code_print from look_up_failure order by failed_at desc limit 1), now() from generate_series(1, 200)`,
    );
    expect(await lookUp(dossier.code, '4567', { address: '203.0.113.3' })).toMatchObject({ status: 429 });
    expect(await lookUp(dossier.code, tokenOf(dossier), { address: '203.0.113.3' })).toMatchObject(FOUND);
  });

  it('are counted also when many are tried at once', async () => {
    const dossier = await handedIn();
    const guesses = Array.from({ length: 40 }, (_, index) =>
      lookUp(dossier.code, String(1_000 + index), { url: index % 2 === 0 ? stage.service.url : replica.url }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  });

  it('are forgiven after 15 minutes, and kept without code and address', async () => {
    const dossier = await handedIn();
    for (let index = 0; index < 6; index += 1) await lookUp(dossier.code, '0000');
    await stage.database.query(`update look_up_failure set failed_at = failed_at - interval '15 minutes'`);
    expect(await lookUp(dossier.code, '4567')).toMatchObject(FOUND);
    const kept = await stage.database.query<{ row: string }>(
      'select look_up_failure::text as row from look_up_failure',
    );
    expect(
      [dossier.code, '203.0.113'].some((text) =>
        kept.some(({ row }) => row.includes(text) || row.includes(Buffer.from(text).toString('hex'))),
      ),
    ).toBe(false);
  });

  it('take about as long for a code that does not exist as for a wrong secret', async () => {
    const dossiers = [];
    for (let index = 0; index < 12; index += 1) dossiers.push(await handedIn());
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (const [index, { code }] of dossiers.entries()) {
      for (let round = 0; round < 5; round += 1) {
        const unknown = `000.00.98.H06-990101-${String(index).padStart(4, '0')}`;
        for (const [kind, tried] of [
          ['known', code],
          ['unknown', unknown],
        ] as const) {
          const begin = performance.now();
          await lookUp(tried, '0000');
          times[kind].push(performance.now() - begin);
        }
      }
    }
    const medianOf = (list: number[]): number => list.toSorted((one, other) => one - other)[list.length >> 1]!;
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)];
    process.stderr.write(`failed look-ups: known ${known.toFixed(2)} ms, unknown ${unknown.toFixed(2)} ms\n`);
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) / 2);
  }, 30_000);
});
