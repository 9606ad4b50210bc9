import { Inject, Injectable, Logger } from '@nestjs/common';
import { DossierTransferredV1 } from '@motcua/contracts';
import { AppError, CLOCK, localDayOf, startOfLocalDay, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, type Tx } from '@motcua/persistence';
import { CatalogueRepository, type Heir } from '../../catalogue/index.js';
import { applyCommand, lastHappenedAt, type Dossier } from '../domain/dossier.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import { OpenDossierRepository } from './open-dossier.repository.js';

const ACTOR = 'schedule:transfer-from-ended-agencies';

/** Held in one transaction: a counter that waits for one of them hardly notices. */
const BATCH = 200;

/**
 * Whoever enters the past of a dossier, command by command, is done when nothing came for so long; after the transfer
 * nothing earlier can be entered any more.
 */
const QUIET_MS = 10 * 60_000;

/**
 * What an ended agency left open goes to its heir. Which dossiers those are is read from their state, so a pass may run
 * twice, beside another one, and be killed at any time: the next one finds what is left.
 */
@Injectable()
export class TransferFromEndedAgencies {
  private readonly logger = new Logger(TransferFromEndedAgencies.name);

  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly openDossiers: OpenDossierRepository,
    private readonly dossiers: DossierRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Works until nothing is left that this process can take, or `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    const heirs = await this.unitOfWork.run((tx) => this.heirsOfEnded(tx));
    let taken = heirs.size > 0 ? BATCH : 0;
    while (taken === BATCH && !stop.aborted) {
      taken = await this.unitOfWork.run((tx) => this.transferBatch(tx, heirs));
      if (taken > 0) this.logger.log({ message: 'Dossiers of ended agencies went to their heirs.', dossiers: taken });
    }
  }

  private async heirsOfEnded(tx: Tx): Promise<ReadonlyMap<string, Heir>> {
    const today = localDayOf(this.clock.now());
    const heirs = new Map<string, Heir>();
    for (const agency of await this.catalogue.endedBefore(tx, today)) {
      try {
        const heir = await this.catalogue.heirOf(tx, agency, today);
        if (heir) heirs.set(agency, heir);
      } catch (error) {
        // The dossiers of the others must not wait until this one is put right.
        if (!(error instanceof AppError)) throw error;
        this.logger.warn(`Open dossiers of ${agency} have no heir to go to: ${error.message}`);
      }
    }
    return heirs;
  }

  private async transferBatch(tx: Tx, heirs: ReadonlyMap<string, Heir>): Promise<number> {
    const quietSince = new Date(this.clock.now().getTime() - QUIET_MS);
    const batch = await this.openDossiers.take(tx, { settlingAgencies: [...heirs.keys()], quietSince, limit: BATCH });
    for (const dossier of batch) await this.transfer(tx, dossier, heirs.get(dossier.state.settlingAgency)!);
    return batch.length;
  }

  /** Happened on the day on which the heir took over, unless the ended agency went on working on it. */
  private async transfer(tx: Tx, dossier: Dossier, { code, path, since }: Heir): Promise<void> {
    const { state } = dossier;
    const tookOverAt = startOfLocalDay(since);
    const last = lastHappenedAt(state);
    const happenedAt = last > tookOverAt ? last : tookOverAt;
    const command = { name: 'transfer', settlingAgency: code, settlingAgencyPath: path } as const;
    const recordedAt = this.clock.now();
    await this.dossiers.update(tx, applyCommand(dossier, command, { at: happenedAt, recordedAt }), {
      definition: DossierTransferredV1,
      happenedAt,
      recordedAt,
      actor: ACTOR,
      reason: `Cơ quan ${state.settlingAgency} kết thúc hoạt động, ${code} tiếp nhận hồ sơ đang giải quyết.`,
    });
  }
}
