import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, seal, type Clock, type LocalDay } from '@motcua/kernel';
import { newEvent, type DossierEvent } from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import { Statement, type Tx } from '@motcua/persistence';
import { KEY_RING, type Applicant, type IntakeKeyRing } from '../../applicants/index.js';
import { AFTER_CHANGE, type AfterChange, type Change, type ChangedDossier, type NewDossier } from '../change.js';
import type { Dossier } from '../domain/dossier.js';
import { DossierHistoryEntity } from './dossier-history.entity.js';

const READ = new Statement<Dossier>('select revision, state from dossier where id = $1');
const LOCK = new Statement<Dossier>('select revision, state from dossier where id = $1 for update');

/**
 * State and history in one statement: this is the path of every command at every counter. `$1` is the dossier's id, `$2`
 * the revision, `$3` the state; parameters of `write` alone begin at `$9`.
 */
const recording = (write: string): Statement =>
  new Statement(`
    with written as (${write})
    insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor, reason)
    values ($1, $2, $4, $5, $6, $7, $8)`);
const INSERT = recording('insert into dossier (id, revision, state, code, applicant) values ($1, $2, $3, $9, $10)');
const UPDATE = recording('update dossier set revision = $2, state = $3 where id = $1');

const REPLACE_APPLICANT = new Statement(`
  with before as (select applicant from dossier where id = $1),
    written as (update dossier set revision = $2, state = $3, applicant = $9 where id = $1)
  insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor, reason, applicant_before)
  select $1, $2, $4, $5, $6, $7, $8, applicant from before`);

/** The same for many at once. `$1` to `$4` are lists, one element a dossier; the rest is of all of them. */
const INSERT_ALL = new Statement(`
  with written as (
    insert into dossier (id, revision, state, code, applicant)
    select id, 1, state, code, applicant
    from unnest($1::uuid[], $2::jsonb[], $3::text[], $4::text[]) as given (id, state, code, applicant))
  insert into dossier_history (dossier_id, revision, type, happened_at, recorded_at, actor)
  select id, 1, $5, $6, $7, $8 from unnest($1::uuid[]) as given (id)`);

/** Dossiers with their history; each write also says so through the outbox. */
@Injectable()
export class DossierRepository {
  constructor(
    private readonly outbox: Outbox,
    @Inject(AFTER_CHANGE) private readonly afterChange: readonly AfterChange[],
    @Inject(KEY_RING) private readonly keyRing: IntakeKeyRing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The next number of an agency's day; one that was given is never given again, also under concurrent counters. */
  async nextNumber(tx: Tx, agency: string, day: LocalDay): Promise<number> {
    const [row] = (await tx.query(
      `insert into dossier_sequence as sequence (agency, day, last_number) values ($1, $2, 1)
       on conflict (agency, day) do update set last_number = sequence.last_number + 1
       returning last_number`,
      [agency, day],
    )) as [{ last_number: number }];
    return row.last_number;
  }

  /**
   * Reads a dossier and holds its row until the transaction ends, so that its revisions commit one after the other.
   * @throws AppError `dossier-not-found`
   */
  async lock(tx: Tx, id: string): Promise<Dossier> {
    return this.select(tx, LOCK, id);
  }

  /** @throws AppError `dossier-not-found` */
  async read(tx: Tx, id: string): Promise<Dossier> {
    return this.select(tx, READ, id);
  }

  /** Null: there is none. */
  async find(tx: Tx, id: string): Promise<Dossier | null> {
    const [dossier] = await READ.run(tx, [id]);
    return dossier ?? null;
  }

  async history(tx: Tx, id: string, afterRevision = 0): Promise<readonly DossierHistoryEntity[]> {
    return tx
      .createQueryBuilder(DossierHistoryEntity, 'history')
      .where('history.dossierId = :id and history.revision > :afterRevision', { id, afterRevision })
      .orderBy('history.revision')
      .getMany();
  }

  async insert(tx: Tx, dossier: Dossier, applicant: Applicant, change: Change): Promise<void> {
    const { dossierId, dossierCode } = dossier.state;
    await this.record(tx, INSERT, dossier, change, [dossierCode, seal(this.keyRing, dossierId, applicant)]);
    await this.follow(tx, [{ dossier, applicant }], change);
  }

  /** Many dossiers that one change brought, all at revision 1 and without a reason. */
  async insertAll(tx: Tx, all: readonly NewDossier[], change: Change): Promise<void> {
    const { definition, happenedAt, actor } = change;
    const recordedAt = this.clock.now();
    await INSERT_ALL.run(tx, [
      all.map(({ dossier }) => dossier.state.dossierId),
      all.map(({ dossier }) => JSON.stringify(dossier.state)),
      all.map(({ dossier }) => dossier.state.dossierCode),
      all.map(({ dossier, applicant }) => seal(this.keyRing, dossier.state.dossierId, applicant)),
      definition.type,
      happenedAt,
      recordedAt,
      actor,
    ]);
    const common = { happenedAt, recordedAt, revision: 1 };
    await this.outbox.append(
      tx,
      all.map(({ dossier: { state } }) => newEvent(definition, { ...common, subject: state.dossierId, state })),
    );
    await this.follow(tx, all, change);
  }

  /** Stores the next revision of a dossier that this transaction has locked. */
  async update(tx: Tx, dossier: Dossier, change: Change): Promise<void> {
    const { applicant } = change;
    if (applicant === undefined) await this.record(tx, UPDATE, dossier, change);
    else {
      await this.record(tx, REPLACE_APPLICANT, dossier, change, [
        seal(this.keyRing, dossier.state.dossierId, applicant),
      ]);
    }
    await this.follow(tx, [{ dossier, applicant }], change);
  }

  private async follow(tx: Tx, changed: readonly ChangedDossier[], change: Change): Promise<void> {
    for (const each of this.afterChange) await each.run(tx, changed, change);
  }

  private async select(tx: Tx, statement: Statement<Dossier>, id: string): Promise<Dossier> {
    const [dossier] = await statement.run(tx, [id]);
    if (dossier) return dossier;
    throw new AppError(`There is no dossier ${id}.`, {
      code: 'dossier-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  private async record(
    tx: Tx,
    statement: Statement,
    { revision, state }: Dossier,
    change: Change,
    parameters: readonly unknown[] = [],
  ): Promise<void> {
    const { definition, happenedAt, recordedAt = this.clock.now(), actor, reason } = change;
    await statement.run(tx, [
      state.dossierId,
      revision,
      JSON.stringify(state),
      definition.type,
      happenedAt,
      recordedAt,
      actor,
      reason === undefined ? null : seal(this.keyRing, state.dossierId, reason),
      ...parameters,
    ]);
    const event: DossierEvent = newEvent(definition, {
      happenedAt,
      recordedAt,
      revision,
      subject: state.dossierId,
      state,
    });
    await this.outbox.append(tx, [event]);
  }
}
