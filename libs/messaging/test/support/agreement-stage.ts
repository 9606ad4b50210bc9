import { deadlineEvents } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { sqlMigration, type Grants } from '@motcua/persistence';
import { freshDatabase, freshTopics, type FreshDatabase, type FreshTopics } from '@motcua/testing';
import { DataSource } from 'typeorm';
import { messagingGrants, messagingMigrations, TopicAgreement } from '../../src/index.js';
import { deadlineStarted } from './deadline-started.js';

const createDeadlines = sqlMigration({
  name: 'CreateDeadlines1764000000010',
  up: `
    create table deadline (dossier_id uuid primary key, revision integer not null, state jsonb);
    create view audit as select dossier_id, revision, state from deadline`,
  down: 'drop view audit; drop table deadline',
});

const migrations = [...messagingMigrations, createDeadlines];
const grants: Grants = { tables: { audit: 'select' } };

/** Deadlines' topic, and a database with no more than the rows that must not be behind it. */
export interface AgreementStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly dataSource: DataSource;
  readonly agreement: TopicAgreement;
  /** A dossier without a row. */
  newDossier(): string;
  /** A dossier whose row is at that revision. */
  dossierAt(revision: number): Promise<string>;
  setRevision(dossierId: string, revision: number): Promise<void>;
  /** Publishes events of a dossier at these revisions. */
  send(dossierId: string, ...revisions: readonly number[]): Promise<void>;
  /** Brings the rows of all dossiers so far beyond the topic, so that the next test begins in agreement. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openAgreementStage(): Promise<AgreementStage> {
  const [topics, database] = await Promise.all([
    freshTopics('deadlines'),
    freshDatabase({ migrations, grants: [messagingGrants, grants] }),
  ]);
  const dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  const dossierIds: string[] = [];
  const newDossier = (): string => {
    const dossierId = newDossierId();
    dossierIds.push(dossierId);
    return dossierId;
  };
  return {
    topics,
    database,
    dataSource,
    agreement: new TopicAgreement({ kafka: topics.kafka, family: deadlineEvents, dataSource }),
    newDossier,
    dossierAt: async (revision) => {
      const dossierId = newDossier();
      await database.query('insert into deadline (dossier_id, revision) values ($1, $2)', [dossierId, revision]);
      return dossierId;
    },
    setRevision: async (dossierId, revision) => {
      await database.query('update deadline set revision = $2 where dossier_id = $1', [dossierId, revision]);
    },
    send: (dossierId, ...revisions) =>
      topics.publish(...revisions.map((revision) => deadlineStarted(dossierId, revision))),
    mend: async () => {
      await database.query(
        `insert into deadline (dossier_id, revision) select unnest($1::uuid[]), 99
         on conflict (dossier_id) do update set revision = excluded.revision`,
        [dossierIds],
      );
    },
    close: async () => {
      await dataSource.destroy();
      await Promise.all([topics.drop(), database.drop()]);
    },
  };
}
