import { Inject, Injectable } from '@nestjs/common';
import { Role } from '@motcua/auth';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { PersonalDataAccess } from '../../applicants/index.js';
import { CatalogueRepository } from '../../catalogue/index.js';
import type { Register } from '../documents/register.js';
import { issuingAgency, SIGNATORY_POSITION } from '../of-dossier/form-facts.js';
import type { PrintedForm } from '../of-dossier/print-dossier-form.js';
import { FormPrinter } from '../printing/form-printer.js';
import { GatherRegister, type RegisterOptions } from './gather-register.js';

/** Staff print the register of an agency, and that they did is noted in the transaction that reads. */
@Injectable()
export class PrintRegister {
  constructor(
    private readonly gatherRegister: GatherRegister,
    private readonly catalogue: CatalogueRepository,
    private readonly accesses: PersonalDataAccess,
    private readonly printer: FormPrinter,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `register-busy`, `form-not-printed`, and what {@link GatherRegister} throws */
  async run(options: RegisterOptions): Promise<PrintedForm> {
    const { agency, from, to } = options;
    const pdf = await this.printer.printRegister(() => this.gather(options));
    return { fileName: `register-${agency}-${from}-${to}.pdf`, pdf };
  }

  private gather(options: RegisterOptions): Promise<Register> {
    const { agency, from, to, principal } = options;
    const issuedAt = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const rows = await this.gatherRegister.run(tx, options);
      const path = await this.catalogue.pathOfHeir(tx, agency, localDayOf(issuedAt));
      const agencyName = await this.catalogue.naming(tx);
      const detail = `register ${agency} ${from} ${to}`;
      await this.accesses.note(tx, { who: principal.id, dossierId: null, purpose: 'FORM', detail });
      return {
        kind: 'register' as const,
        issuedAt,
        agency: issuingAgency(agencyName(agency, localDayOf(issuedAt))),
        from,
        to,
        rows,
        officerName: principal.name,
        signatory: {
          position: SIGNATORY_POSITION,
          name: principal.holds(Role.Supervisor, path) ? principal.name : null,
        },
      };
    });
  }
}
