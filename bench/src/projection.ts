import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { createHash } from 'node:crypto';
import { recountReport } from '../../services/metrics/dist/proof/index.js';
import { parsePeriod } from '../../services/metrics/dist/time/index.js';
import { measureColumns } from '../../services/metrics/dist/measures/index.js';
import { metricsGrants, metricsMigrations } from '../../services/metrics/dist/migrations/index.js';

export const metricsDatabase = (): Promise<FreshDatabase> =>
  freshDatabase({
    migrations: [...messagingMigrations, ...metricsMigrations],
    grants: [messagingGrants, metricsGrants],
  });

export async function wipeProjection(database: FreshDatabase): Promise<void> {
  await database.query(
    `truncate projection.fact, projection.counter_agency_day, projection.counter_agency_year, outbox`,
  );
  await database.query(`update projection.progress set next_offsets = '{}', folds = 0, events = 0,
    cluster_id = null, contributions_version = null, appended_at = null`);
  await database.query('checkpoint');
}

const counts = measureColumns.map((measure) => `sum(${measure}) as ${measure}`).join(', ');
/** Without the rows that are 0: which of them are there depends on how the events fell into batches. */
const COUNTERS = `
  select 'day ' || day || ' ' || agency as name, to_jsonb(sums) as counts from (
    select day, agency, ${counts} from projection.counter_agency_day group by day, agency) as sums
  where exists (select from jsonb_each(to_jsonb(sums) - 'day' - 'agency') as measure where measure.value <> '0')
  order by 1`;

/** All counters as one text, to be compared between runs. */
async function digestOf(database: FreshDatabase): Promise<string> {
  const rows = await database.query<{ name: string; counts: unknown }>(COUNTERS);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** What a projection must equal, whoever folded it. */
export interface ProvenProjection {
  readonly events: number;
  readonly dossiers: number;
  readonly digest: string;
}

/**
 * Proves a projection: every event is in, none became a dead letter, and the counters of each year are the independent
 * recount of the facts.
 * @throws Error that says what is not equal
 */
export async function proveProjection(database: FreshDatabase, events: number): Promise<ProvenProjection> {
  const [folded] = await database.query<{ events: number; letters: number; dossiers: number; years: number[] }>(`
    select (select sum(events)::int from projection.progress) as events,
      (select count(*)::int from outbox) as letters,
      (select count(*)::int from projection.fact) as dossiers,
      (select array_agg(distinct year) from projection.counter_agency_year) as years`);
  if (folded!.events !== events) throw new Error(`Folded ${folded!.events} events of ${events}.`);
  if (folded!.letters !== 0) throw new Error(`${folded!.letters} events became dead letters.`);
  const query = async <Row>(sql: string, parameters: unknown[] = []) => [
    ...(await database.query<Row>(sql, parameters)),
  ];
  for (const year of folded!.years) {
    const report = await recountReport(query, parsePeriod(String(year))!, Date.now());
    if (!report.equal) throw new Error(`Counters and facts differ: ${JSON.stringify(report)}`);
  }
  return { events, dossiers: folded!.dossiers, digest: await digestOf(database) };
}
