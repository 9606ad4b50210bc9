import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { DossierStateV1 } from '@motcua/contracts';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { ApplicantRepository, LookUpLinks } from '../../applicants/index.js';
import { CatalogueRepository } from '../../catalogue/index.js';
import { CalendarRepository, DeadlineRepository } from '../../clocks/index.js';
import type { DossierHistoryEntity } from '../../dossiers/index.js';
import type { FormFacts } from './form-facts.js';

export interface GatherFormFactsOptions {
  readonly dossier: DossierStateV1;
  readonly history: readonly DossierHistoryEntity[];
  readonly principal: Principal;
}

/** Opens what is personal and reads what the catalogue, the calendar and the clock say. Whoever answers with it notes it. */
@Injectable()
export class GatherFormFacts {
  constructor(
    private readonly applicants: ApplicantRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly lookUpLinks: LookUpLinks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `sealed-value-unreadable` */
  async run(tx: Tx, { dossier, history, principal }: GatherFormFactsOptions): Promise<FormFacts> {
    const { dossierId, procedure, settlingAgencyPath } = dossier;
    const now = this.clock.now();
    const version = await this.catalogue.procedureVersion(tx, procedure.code, procedure.version);
    return {
      dossier,
      applicant: await this.applicants.read(tx, dossierId),
      reasons: await this.reasons(tx, dossierId, history),
      deadline: await this.deadlines.find(tx, dossierId),
      procedureName: version?.name ?? procedure.code,
      componentNames: new Map(version?.components.map(({ code, name }) => [code, name])),
      agencyName: await this.catalogue.naming(tx),
      calendar: (await this.calendars.findHeldOn(tx, dossier.calendarId, now))?.calendar ?? null,
      lookUpLink: this.lookUpLinks.of(dossier),
      officerName: principal.name,
      signatoryName: principal.holds(Role.Supervisor, settlingAgencyPath) ? principal.name : null,
      now,
    };
  }

  private async reasons(
    tx: Tx,
    dossierId: string,
    history: readonly DossierHistoryEntity[],
  ): Promise<ReadonlyMap<string, string>> {
    const opened = new Map(
      (await this.applicants.history(tx, dossierId)).map(({ revision, reason }) => [revision, reason]),
    );
    const last = new Map(history.map(({ type, revision }) => [type, opened.get(revision) ?? null]));
    return new Map([...last].filter((entry): entry is [string, string] => entry[1] !== null));
  }
}
