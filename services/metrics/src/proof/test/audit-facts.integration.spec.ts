import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DossierReturnedV1, type DomainEvent, type DossierStateV1 } from '@motcua/contracts';
import { eventOf, freshDatabase, type FreshDatabase } from '@motcua/testing';
import fc from 'fast-check';
import type { Client } from 'pg';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import { type AuditedSource, auditedSources, auditFacts, type DifferingFact } from '../audit-facts.js';
import { openReader } from '../slice-reader.js';

const PARTITION = 5;
const [intake] = auditedSources as readonly [AuditedSource];
let projection: FreshProjection;
/** Stands for a service's database: a table with the rows that its view `audit` shows. */
let service: FreshDatabase;
let readers: Client[];
let lastEvents: Map<string, DomainEvent<DossierStateV1>>;
let nextOffset: number;

async function fold(...events: readonly DomainEvent[]): Promise<void> {
  const records = events.map((event, index) => recordOf(event, nextOffset + index));
  nextOffset += records.length;
  await projection.newFolder().fold(batchOf(intake.topic, PARTITION, records));
}

const write = ({ subject, revision, state }: DomainEvent): Promise<unknown> =>
  service.query(
    `insert into said values ($1, $2, $3)
     on conflict (dossier_id) do update set revision = excluded.revision, state = excluded.state`,
    [subject, revision, JSON.stringify(state)],
  );

beforeAll(async () => {
  Logger.overrideLogger(false);
  [projection, service] = await Promise.all([freshProjection(), freshDatabase({ migrations: [], grants: [] })]);
  await service.query('create table said (dossier_id uuid primary key, revision integer, state jsonb)');
  await service.query('create view audit as select * from said');
  const events = fc
    .sample(anyFate, { numRuns: 40, seed: 31 })
    .flatMap((fate) => historyOf(fate))
    .filter((event) => topicOf(event) === intake.topic) as DomainEvent<DossierStateV1>[];
  nextOffset = 0;
  await fold(...events);
  lastEvents = new Map(events.map((event) => [event.subject, event]));
  for (const event of lastEvents.values()) await write(event);
  await service.query(`insert into said values ('00000000-0000-4000-8000-000000000000', 0, 'null')`);
  const [facts, rows] = [projection.database.url, service.ownerUrl];
  readers = await Promise.all([facts, rows, facts, rows].map((url) => openReader(url, 'spec')));
});
afterAll(async () => {
  await Promise.all(readers.map((reader) => reader.end()));
  await Promise.all([projection.drop(), service.drop()]);
});

async function audit(whenFolded: () => Promise<void> = async () => undefined): Promise<DifferingFact[]> {
  const [facts, rows, laterFacts, laterRows] = readers as [Client, Client, Client, Client];
  const differing: DifferingFact[] = [];
  const compared = await auditFacts(intake, {
    streaming: { projection: facts, service: rows },
    looking: { projection: laterFacts, service: laterRows },
    whenFolded,
    onDiffering: (one) => differing.push(one),
  });
  expect(compared).toBeGreaterThanOrEqual(lastEvents.size);
  return differing;
}

/** A dossier's next event; each case takes a dossier of its own. */
function nextEvent(place: number): DomainEvent<DossierStateV1> {
  const last = [...lastEvents.values()][place]!;
  const state: DossierStateV1 = { ...last.state, status: 'RETURNED', returnedAt: '2023-12-31T03:00:00.000Z' };
  return eventOf(DossierReturnedV1, state, last.revision + 1);
}
const dossierOf = (place: number): string => [...lastEvents.keys()][place]!;

describe('the audit of facts', () => {
  it('finds every fact equal to its row, and nothing in a row that has published nothing', async () => {
    expect(await audit()).toEqual([]);
  });

  it('gives no alarm for events that are on their way', async () => {
    const event = nextEvent(0);
    await write(event);
    expect(await audit(() => fold(event))).toEqual([]);
  });

  it('names a dossier whose events never came, once the fold has passed it', async () => {
    const event = nextEvent(1);
    await write(event);
    const expected = { service: 'intake', dossierId: dossierOf(1), fault: 'fact-behind', rowRevision: event.revision };
    expect(await audit()).toMatchObject([expected]);
    await fold(event);
    expect(await audit()).toEqual([]);
  });

  it('names a dossier whose fact was changed by hand', async () => {
    const change = (channel: string) =>
      projection.database.query('update projection.fact set channel = $2 where dossier_id = $1', [
        dossierOf(2),
        channel,
      ]);
    const { channel } = lastEvents.get(dossierOf(2))!.state;
    await change(channel === 'POSTAL' ? 'ONLINE' : 'POSTAL');
    expect(await audit()).toMatchObject([{ dossierId: dossierOf(2), fault: 'state-differs', fields: ['channel'] }]);
    await change(channel);
    expect(await audit()).toEqual([]);
  });

  it('names a dossier whose row was changed by hand without a revision', async () => {
    const event = lastEvents.get(dossierOf(3))!;
    await write({ ...event, state: { ...event.state, settlingAgency: 'H06.99' } });
    expect(await audit()).toMatchObject([
      { dossierId: dossierOf(3), fault: 'state-differs', fields: ['settlingAgency'] },
    ]);
    await write(event);
  });

  it('names a row that fell behind its events, and one that is gone', async () => {
    const restored = lastEvents.get(dossierOf(4))!;
    await write({ ...restored, revision: restored.revision - 1 });
    await service.query('delete from said where dossier_id = $1', [dossierOf(5)]);
    const faults = (await audit()).map(({ dossierId, fault }) => [dossierId, fault]);
    expect(new Map(faults as [string, string][])).toEqual(
      new Map([
        [dossierOf(4), 'fact-ahead'],
        [dossierOf(5), 'row-missing'],
      ]),
    );
    for (const place of [4, 5]) await write(lastEvents.get(dossierOf(place))!);
    expect(await audit()).toEqual([]);
  });

  it('names a fact that is missing, and a row that no fold could read', async () => {
    const [first] = historyOf(fc.sample(anyFate, { numRuns: 1, seed: 32 })[0]!);
    await write(first!);
    const broken = lastEvents.get(dossierOf(6))!;
    await write({ ...broken, state: { ...broken.state, channel: 'BY_PIGEON' } as never });
    const faults = (await audit()).map(({ dossierId, fault }) => [dossierId, fault]);
    expect(new Map(faults as [string, string][])).toEqual(
      new Map([
        [first!.subject, 'fact-missing'],
        [dossierOf(6), 'row-unreadable'],
      ]),
    );
  });
});
