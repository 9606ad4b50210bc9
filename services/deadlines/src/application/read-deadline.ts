import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import { DeadlineRepository, type StoredDeadline } from '../persistence/deadline.repository.js';

const READERS = [Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader];

/** Reads a dossier's clock, for staff of the settling agency, of those above it, and of the agencies of its steps. */
@Injectable()
export class ReadDeadline {
  constructor(private readonly deadlines: DeadlineRepository) {}

  /** @throws AppError `deadline-not-found`, `forbidden` */
  async run(
    tx: Tx,
    { dossierId, principal }: { readonly dossierId: string; readonly principal: Principal },
  ): Promise<StoredDeadline> {
    const deadline = await this.deadlines.read(tx, dossierId);
    const agencies = deadline.state.steps.map(({ agency }) => agency);
    principal.require(READERS, [...new Set([...agencies, ...deadline.settlingAgencyPath])]);
    return deadline;
  }
}
