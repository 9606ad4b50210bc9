import { Inject, Injectable } from '@nestjs/common';
import { happenedAtOf, requireRevision } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { applyCommand, type Dossier } from '../domain/dossier.js';
import { DossierRepository } from '../persistence/dossier.repository.js';
import type { RecordCommandOptions } from './command-options.js';
import { CommandRights } from './command-rights.js';
import { eventOf } from './command-rules.js';
import { PrepareCommand } from './prepare-command.js';

/** An officer does something to a dossier: one transaction holds the state, its history and the event. */
@Injectable()
export class RecordCommand {
  constructor(
    private readonly rights: CommandRights,
    private readonly dossiers: DossierRepository,
    private readonly prepareCommand: PrepareCommand,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError `dossier-not-found`, `forbidden`, `backdating-forbidden`, `revision-stale`, and what {@link PrepareCommand} and
   * {@link applyCommand} throw
   */
  async run(tx: Tx, options: RecordCommandOptions): Promise<Dossier> {
    const dossier = await this.dossiers.lock(tx, options.dossierId);
    const mayBackdate = await this.rights.require(tx, dossier.state, options);
    const happenedAt = this.happenedAt(options, mayBackdate);
    await requireRevision({
      of: 'dossier',
      current: dossier.revision,
      expected: options.expectedRevision,
      unseen: () => this.dossiers.history(tx, options.dossierId, options.expectedRevision),
    });
    const command = await this.prepareCommand.run(tx, dossier.state, { ...options, happenedAt });
    const recordedAt = this.clock.now();
    const next = applyCommand(dossier, command, { at: happenedAt, recordedAt });
    await this.dossiers.update(tx, next, {
      definition: eventOf[options.command],
      happenedAt,
      recordedAt,
      actor: options.principal.id,
      reason: options.reason,
      applicant: options.command === 'correct' ? options.applicant : undefined,
    });
    return next;
  }

  /** An instant that a correction puts in the place of another one is entered late like any other. */
  private happenedAt({ happenedAt, correction = {} }: RecordCommandOptions, mayBackdate: boolean): Date {
    const now = this.clock.now();
    for (const field of ['completedAt', 'returnedAt'] as const) {
      const instant = correction[field];
      if (instant !== undefined) happenedAtOf(new Date(instant), now, mayBackdate, `correction.${field}`);
    }
    return happenedAtOf(happenedAt, now, mayBackdate);
  }
}
