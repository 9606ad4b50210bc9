import { Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import { UnitOfWork } from '@motcua/persistence';
import { PERSONAL_READERS, PersonalDataAccess } from '../../applicants/index.js';
import { ReadDossier } from '../../dossiers/index.js';
import { FormPrinter } from '../printing/form-printer.js';
import type { DossierForm } from '../printing/print-form.js';
import { apologyOf, type NewTime } from './apology-of.js';
import { formNotPossible, type FormFacts } from './form-facts.js';
import { formOfDossier, type RecordedForm } from './form-of-dossier.js';
import { GatherFormFacts } from './gather-form-facts.js';

export interface PrintDossierFormOptions {
  readonly dossierId: string;
  readonly form: RecordedForm | { readonly apology: NewTime | null };
  readonly principal: Principal;
}

export interface PrintedForm {
  readonly fileName: string;
  readonly pdf: Buffer;
}

/** Staff print a form about a dossier, and that they did is noted in the transaction that reads. */
@Injectable()
export class PrintDossierForm {
  constructor(
    private readonly readDossier: ReadDossier,
    private readonly gatherFormFacts: GatherFormFacts,
    private readonly accesses: PersonalDataAccess,
    private readonly printer: FormPrinter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The layout takes its time after the transaction, in another thread.
   * @throws AppError `dossier-not-found`, `forbidden`, `form-not-possible`, `new-time-not-later`, `form-not-printed`
   */
  async run({ dossierId, form: asked, principal }: PrintDossierFormOptions): Promise<PrintedForm> {
    const { form, dossierCode } = await this.unitOfWork.run(async (tx) => {
      const { dossier, history } = await this.readDossier.run(tx, { dossierId, principal, readers: PERSONAL_READERS });
      const facts = await this.gatherFormFacts.run(tx, { dossier: dossier.state, history, principal });
      const written = formOf(asked, facts);
      await this.accesses.note(tx, { who: principal.id, dossierId, purpose: 'FORM', detail: written.kind });
      return { form: written, dossierCode: dossier.state.dossierCode };
    });
    return { fileName: `${form.kind}-${dossierCode}.pdf`, pdf: await this.printer.print(form) };
  }
}

function formOf(asked: PrintDossierFormOptions['form'], facts: FormFacts): DossierForm {
  if (facts.dossier.status === 'VOIDED' && asked !== 'control-sheet') {
    throw formNotPossible('The dossier was struck out as an error: only its control sheet is printed.');
  }
  return typeof asked === 'string' ? formOfDossier(asked, facts) : apologyOf(facts, asked.apology);
}
