import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import { addLocalDays, CLOCK, localDayOf, startOfLocalDay, type Clock, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { ApplicantRepository, PERSONAL_READERS } from '../../applicants/index.js';
import { agenciesUnder, CatalogueRepository } from '../../catalogue/index.js';
import { RECEIVED_DOSSIERS, type ReceivedDossiers, type ReceivedWithin } from '../../dossiers/index.js';
import { MOST_REGISTER_ROWS, requirePrintable, type RegisterRow } from '../documents/register.js';
import { registerRow } from './register-row.js';

export interface RegisterOptions {
  readonly agency: string;
  readonly from: LocalDay;
  /** Inclusive. */
  readonly to: LocalDay;
  readonly principal: Principal;
}

/** The dossiers that an agency, with all below it, took in on some days; in the order in which they came. */
@Injectable()
export class GatherRegister {
  constructor(
    private readonly catalogue: CatalogueRepository,
    @Inject(RECEIVED_DOSSIERS) private readonly received: ReceivedDossiers,
    private readonly applicants: ApplicantRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `agency-unknown`, `agency-not-in-force`, `forbidden`, `register-too-long` */
  async run(tx: Tx, { agency, from, to, principal }: RegisterOptions): Promise<readonly RegisterRow[]> {
    const today = localDayOf(this.clock.now());
    principal.require(PERSONAL_READERS, await this.catalogue.pathOfHeir(tx, agency, today));
    const below = agenciesUnder(new Set([agency]), await this.catalogue.agenciesKnownOn(tx, today), today);
    const within: ReceivedWithin = {
      agencies: [agency, ...below],
      from: startOfLocalDay(from),
      before: startOfLocalDay(addLocalDays(to, 1)),
    };
    requirePrintable(await this.received.count(tx, within, MOST_REGISTER_ROWS + 1));
    return this.rows(tx, within);
  }

  private async rows(tx: Tx, within: ReceivedWithin): Promise<readonly RegisterRow[]> {
    const agencyName = await this.catalogue.naming(tx);
    const newestFirst: Omit<RegisterRow, 'number'>[] = [];
    for await (const page of this.received.pages(tx, within)) {
      const names = await this.applicants.names(
        tx,
        page.map(({ state }) => state.dossierId),
      );
      newestFirst.push(
        ...page.map(({ state, procedureName }) =>
          registerRow(state, {
            applicantName: names.get(state.dossierId)!,
            procedureName: procedureName ?? state.procedure.code,
            settlingAgencyName: agencyName(state.settlingAgency, localDayOf(new Date(state.submittedAt))).name,
          }),
        ),
      );
    }
    return newestFirst.toReversed().map((row, index) => ({ ...row, number: index + 1 }));
  }
}
