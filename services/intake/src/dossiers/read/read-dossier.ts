import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { CatalogueRepository } from '../../catalogue/index.js';
import type { Dossier } from '../domain/dossier.js';
import type { DossierHistoryEntity } from '../persistence/dossier-history.entity.js';
import type { DossierCommandName } from '../domain/transitions.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { CommandRights } from '../record/command-rights.js';

const READERS: readonly Role[] = [Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader];

export interface ReadDossierOptions {
  readonly dossierId: string;
  readonly principal: Principal;
  /** Roles of which one must be held at either agency. @default all staff */
  readonly readers?: readonly Role[];
}

export interface ReadDossierResult {
  readonly dossier: Dossier;
  readonly history: readonly DossierHistoryEntity[];
  /** The commands that it takes now from who reads it. */
  readonly takes: readonly DossierCommandName[];
}

/** Staff look at a dossier; nothing personal is in the answer. */
@Injectable()
export class ReadDossier {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly dossiers: DossierRepository,
    private readonly rights: CommandRights,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `dossier-not-found`, `forbidden` */
  async run(tx: Tx, { dossierId, principal, readers = READERS }: ReadDossierOptions): Promise<ReadDossierResult> {
    const dossier = await this.dossiers.read(tx, dossierId);
    const { settlingAgencyPath, receivingAgency } = dossier.state;
    const receivingPath = await this.catalogue.pathOfHeir(tx, receivingAgency, localDayOf(this.clock.now()));
    principal.require(readers, [...receivingPath, ...settlingAgencyPath]);
    return {
      dossier,
      history: await this.dossiers.history(tx, dossierId),
      takes: await this.rights.offered(tx, dossier.state, principal),
    };
  }
}
