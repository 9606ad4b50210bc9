import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, seal, type Clock, type LocalDay } from '@motcua/kernel';
import { newEvent, type DossierEvent, type DossierStateV1, type EventDefinition } from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import type { Dossier } from '../domain/dossier.js';
import { KEY_RING, type IntakeKeyRing } from '../key-ring.js';
import { DossierEntity, DossierHistoryEntity } from './entities.js';

/** Who is behind a dossier; leaves this service in no event and no log. */
export interface Applicant {
  readonly kind: 'CITIZEN' | 'ENTERPRISE' | 'HOUSEHOLD';
  readonly name: string;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
}

/** Why a dossier is at a new revision. */
export interface Change {
  readonly definition: EventDefinition<typeof DossierStateV1>;
  readonly happenedAt: Date;
  /** Principal or event that caused it. */
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** Dossiers with their history; each write also says so through the outbox. */
@Injectable()
export class DossierRepository {
  constructor(
    private readonly outbox: Outbox,
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
    return this.found(await tx.findOne(DossierEntity, { where: { id }, lock: { mode: 'pessimistic_write' } }), id);
  }

  /** @throws AppError `dossier-not-found` */
  async read(tx: Tx, id: string): Promise<Dossier> {
    return this.found(await tx.findOne(DossierEntity, { where: { id } }), id);
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
    await tx.insert(DossierEntity, {
      id: dossierId,
      code: dossierCode,
      revision: dossier.revision,
      state: dossier.state,
      applicant: seal(this.keyRing, dossierId, applicant),
    });
    await this.record(tx, dossier, change);
  }

  /** Stores the next revision of a dossier that this transaction has locked. */
  async update(tx: Tx, dossier: Dossier, change: Change): Promise<void> {
    await tx.update(
      DossierEntity,
      { id: dossier.state.dossierId },
      { revision: dossier.revision, state: dossier.state },
    );
    await this.record(tx, dossier, change);
  }

  private async record(tx: Tx, { revision, state }: Dossier, change: Change): Promise<void> {
    const recordedAt = this.clock.now();
    const { definition, happenedAt, actor, reason } = change;
    await tx.insert(DossierHistoryEntity, {
      dossierId: state.dossierId,
      revision,
      type: definition.type,
      happenedAt,
      recordedAt,
      actor,
      reason: reason === undefined ? null : seal(this.keyRing, state.dossierId, reason),
    });
    const event: DossierEvent = newEvent(definition, {
      happenedAt,
      recordedAt,
      revision,
      subject: state.dossierId,
      state,
    });
    await this.outbox.append(tx, [event]);
  }

  private found(entity: DossierEntity | null, id: string): Dossier {
    if (entity) return { revision: entity.revision, state: entity.state };
    throw new AppError(`There is no dossier ${id}.`, {
      code: 'dossier-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }
}
