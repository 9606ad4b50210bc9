import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { ExportDossiers } from '../export/export-dossiers.js';
import { SearchDossiers } from '../find/search-dossiers.js';
import { ExportBody, SearchAnswer, SearchBody, toFoundAnswer } from './search.dto.js';

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * Searches are posted, for a name in an address would end up in the logs of every proxy on the way. They change nothing, so
 * they are no commands and need no Idempotency-Key.
 */
@Roles(Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader)
@Controller('dossiers')
export class SearchController {
  constructor(
    private readonly searchDossiers: SearchDossiers,
    private readonly exportDossiers: ExportDossiers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post('searches')
  @HttpCode(200)
  @Documented({ body: SearchBody, answers: SearchAnswer, summary: 'A page of the dossiers that meet all of it.' })
  async search(
    @Body(checked(SearchBody)) { cursor, limit, ...filter }: SearchBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SearchAnswer> {
    const { dossiers, next } = await this.unitOfWork.run((tx) =>
      this.searchDossiers.run(tx, { filter, cursor, limit, principal }),
    );
    return { dossiers: dossiers.map(toFoundAnswer), next };
  }

  @Post('exports')
  @HttpCode(200)
  @Documented({
    body: ExportBody,
    produces: Object.values(CONTENT_TYPES),
    summary: 'All dossiers that meet all of it, as a table.',
  })
  async export(
    @Body(checked(ExportBody)) { format, ...filter }: ExportBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const { fileName, content } = await this.exportDossiers.run({ filter, format, principal });
    return new StreamableFile(content, {
      type: CONTENT_TYPES[format],
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}
