import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CurrentPrincipal, Roles, type Principal } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { PERSONAL_READERS } from '../../applicants/index.js';
import { dossierIdInPath } from '../../dossiers/index.js';
import type { RecordedForm } from '../of-dossier/form-of-dossier.js';
import { PrintDossierForm, type PrintedForm } from '../of-dossier/print-dossier-form.js';
import { PrintRegister } from '../registers/print-register.js';
import { ApologyQuery, FormName, newTimeOf, RegisterBody } from './form.dto.js';

const PDF = ['application/pdf'];

/** Forms of the one-stop office as PDF; they bear names, so each is noted and none is kept on the way. */
@Roles(...PERSONAL_READERS)
@Controller()
export class FormsController {
  constructor(
    private readonly printDossierForm: PrintDossierForm,
    private readonly printRegister: PrintRegister,
  ) {}

  @Get('dossiers/:id/forms/apology')
  @Header('cache-control', 'no-store')
  @Documented({
    path: { id: 'id' },
    query: ApologyQuery,
    produces: PDF,
    summary: 'The letter of apology as PDF: the recorded one, or one that asks.',
  })
  async apology(
    @Param('id', dossierIdInPath) dossierId: string,
    @Query(checked(ApologyQuery)) query: ApologyQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    return inline(await this.printDossierForm.run({ dossierId, form: { apology: newTimeOf(query) }, principal }));
  }

  @Get('dossiers/:id/forms/:form')
  @Header('cache-control', 'no-store')
  @Documented({
    path: { id: 'id', form: FormName },
    produces: PDF,
    summary: 'The form as PDF; 409 form-not-possible says what must happen first.',
  })
  async form(
    @Param('id', dossierIdInPath) dossierId: string,
    @Param('form', checked(FormName)) form: RecordedForm,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    return inline(await this.printDossierForm.run({ dossierId, form, principal }));
  }

  /** Changes nothing, so it is no command; posted as searches are. */
  @Post('registers')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Documented({
    body: RegisterBody,
    produces: PDF,
    summary: 'The register of an agency as PDF, its dossiers in order of receipt.',
  })
  async register(
    @Body(checked(RegisterBody)) body: RegisterBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    return inline(await this.printRegister.run({ ...body, principal }));
  }
}

function inline({ fileName, pdf }: PrintedForm): StreamableFile {
  return new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="${fileName}"` });
}
