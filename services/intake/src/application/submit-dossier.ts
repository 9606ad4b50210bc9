import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { localDayOf, newDossierId } from '@motcua/kernel';
import { DossierSubmittedV1, type Channel } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Dossier } from '../domain/dossier.js';
import { dossierCode, submit } from '../domain/submission.js';
import { CatalogueRepository } from '../persistence/catalogue.repository.js';
import { DossierRepository, type Applicant } from '../persistence/dossier.repository.js';
import type { ProcedureEntity } from '../persistence/entities.js';

export interface SubmitDossierOptions {
  readonly procedureCode: string;
  readonly receivingAgency: string;
  /** @default the receiving agency */
  readonly settlingAgency?: string | undefined;
  readonly channel: Channel;
  readonly applicant: Applicant;
  readonly happenedAt: Date;
  readonly principal: Principal;
}

/** The one calendar there is so far; agencies get their own with the catalogue. */
const CALENDAR_ID = 'province';

/** An applicant hands in a dossier: at the counter, by post, or online. */
@Injectable()
export class SubmitDossier {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly dossiers: DossierRepository,
  ) {}

  /** @throws AppError `agency-unknown`, `procedure-unknown`, `forbidden` */
  async run(tx: Tx, options: SubmitDossierOptions): Promise<Dossier> {
    const { receivingAgency, settlingAgency = receivingAgency, channel, happenedAt, principal } = options;
    const receivingPath = await this.catalogue.agencyPath(tx, receivingAgency);
    principal.require(channel === 'ONLINE' ? [Role.Citizen, Role.IntakeOfficer] : Role.IntakeOfficer, receivingPath);
    const settlingAgencyPath =
      settlingAgency === receivingAgency ? receivingPath : await this.catalogue.agencyPath(tx, settlingAgency);
    const day = localDayOf(happenedAt);
    const procedure = await this.catalogue.procedureOn(tx, options.procedureCode, day);
    const dossier = submit(
      {
        dossierId: newDossierId(),
        dossierCode: dossierCode(receivingAgency, day, await this.dossiers.nextNumber(tx, receivingAgency, day)),
        procedure: asKept(procedure),
        calendarId: CALENDAR_ID,
        receivingAgency,
        settlingAgency,
        settlingAgencyPath,
        channel,
      },
      happenedAt,
    );
    const change = { definition: DossierSubmittedV1, happenedAt, actor: principal.id };
    await this.dossiers.insert(tx, dossier, options.applicant, change);
    return dossier;
  }
}

/** What a dossier keeps of the procedure at its receipt: a later version must not move an old deadline. */
function asKept(procedure: ProcedureEntity): Dossier['state']['procedure'] {
  const { code, version, onlineLevel, timeLimit, clockPolicy, fee } = procedure;
  return { code, version, onlineLevel, timeLimit, clockPolicy, fee };
}
