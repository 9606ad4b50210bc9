import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FollowedRecord } from '@motcua/messaging';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import type { Query } from '../../projection/query.js';
import { parsePeriod } from '../../time/period.js';
import { definedFiguresOf } from '../defined-figures.js';

const PARTITION = 5;
let projection: FreshProjection;
let query: Query;

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
  query = projection.dataSource.query.bind(projection.dataSource) as Query;
});
afterAll(() => projection.drop());

async function foldUpTo(now: Date): Promise<void> {
  await projection.wipe();
  const events = fc
    .sample(anyFate, { numRuns: 400, seed: 61 })
    .flatMap((fate) => historyOf(fate))
    .filter(({ happenedAt }) => Date.parse(happenedAt) <= now.getTime());
  for (const [topic, published] of Map.groupBy(events, topicOf)) {
    const records: FollowedRecord[] = published.map((event, offset) => recordOf(event, offset));
    await projection.newFolder().fold(batchOf(topic, PARTITION, records));
  }
}

/**
 * By the words of Decision 766, dossier by dossier: in hand between two instants, and at the second one late, because its
 * clock had run past the due instant, or because supplements had been asked for twice.
 */
const BY_THE_WORDS = `
  with fact as (
    select *, least(completed_at, withdrawn_at, terminated_at, 'infinity') as ended_at from projection.fact
    where accepted_at < $2 and voided_at is null and ($3::text is null or settling_agency = $3)
  ), seen as (
    select *, least(ended_at, $2) as looked_at from fact where ended_at >= $1
  ), ran as (
    select *, looked_at - current_due_at - coalesce((
      select sum(greatest(least(coalesce(to_timestamp((pause ->> 'to')::numeric / 1000), looked_at), looked_at)
        - greatest(to_timestamp((pause ->> 'from')::numeric / 1000), current_due_at), interval '0'))
      from jsonb_array_elements(pauses) as pause), interval '0') as ran_past_due
    from seen
  )
  select count(*)::int as "inHand", count(*) filter (
    where current_due_at < looked_at and ran_past_due > interval '0' or second_supplement_at < looked_at)::int as late
  from ran`;

const endOfPeriod = (text: string): Date => new Date((parsePeriod(text)!.lastDay + 1) * 86_400_000 - 7 * 3_600_000);
const startOfPeriod = (text: string): Date => new Date(parsePeriod(text)!.firstDay * 86_400_000 - 7 * 3_600_000);

describe('the on-time rate by Decision 766', () => {
  it.each(['2023-06-15T03:00:00Z', '2023-12-31T10:00:00Z', '2024-02-15T03:00:00Z'])(
    'is what the words of the decision give dossier by dossier, seen at %s',
    async (text) => {
      const now = new Date(text);
      await foldUpTo(now);
      let late = 0;
      for (const period of ['2023', '2023-05', '2023-06', '2023-06-15', '2023-12', '2024', '2024-01']) {
        if (startOfPeriod(period) > now) continue;
        for (const agency of [null, 'H06.03']) {
          const until = new Date(Math.min(endOfPeriod(period).getTime(), now.getTime()));
          const [expected] = await query<{ inHand: number; late: number }>(BY_THE_WORDS, [
            startOfPeriod(period),
            until,
            agency,
          ]);
          const figures = await definedFiguresOf(query, {
            period: parsePeriod(period)!,
            agency,
            now: now.getTime(),
          });
          const { numerator, denominator } = figures.find(({ definitionId }) => definitionId === 'QD766_V1')!;
          expect([period, agency, denominator, denominator - numerator]).toEqual([
            period,
            agency,
            expected!.inHand,
            expected!.late,
          ]);
          late += expected!.late;
        }
      }
      expect(late).toBeGreaterThan(0);
    },
    60_000,
  );

  it('stands beside every other definition under an id of its own', async () => {
    await foldUpTo(new Date('2024-02-15T03:00:00Z'));
    const figures = await definedFiguresOf(query, {
      period: parsePeriod('2023')!,
      agency: null,
      now: Date.UTC(2024, 1, 15),
    });
    const ids = figures.map(({ definitionId }) => definitionId);
    expect(ids).toEqual([
      'SETTLED_ONLY_V1',
      'OFFERED_ONLINE_V1',
      'CHARGED_DOSSIERS_V1',
      'RATING_SLIPS_V1',
      'AS_FIRST_PROMISED_V2',
      'AS_FIRST_PROMISED_V3',
      'AS_RECORDED_V2',
      'SETTLED_BY_RESPONSIBLE_V2',
      'AS_RECORDED_BY_RESPONSIBLE_V1',
      'QD766_V1',
    ]);
    const figure = (id: string) => figures.find(({ definitionId }) => definitionId === id)!;
    const settled = figure('SETTLED_ONLY_V1');
    expect(figure('SETTLED_BY_RESPONSIBLE_V2')).toMatchObject({
      numerator: settled.numerator,
      denominator: settled.denominator,
    });
    const { numerator, denominator } = figure('AS_RECORDED_V2');
    expect(figure('AS_RECORDED_BY_RESPONSIBLE_V1')).toMatchObject({ numerator, denominator });
    expect(figure('AS_RECORDED_V2').numerator).toBeLessThan(settled.numerator);
    expect(figure('AS_FIRST_PROMISED_V3').numerator).toBeLessThan(figure('AS_FIRST_PROMISED_V2').numerator);
  });
});
