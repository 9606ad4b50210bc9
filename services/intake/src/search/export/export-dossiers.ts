import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@motcua/auth';
import { AppError, AppErrorKind, CLOCK, toLocalIso, type Clock } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { Readable } from 'node:stream';
import { ResolveSearch, type ResolvedSearch, type SearchFilter } from '../find/resolve-search.js';
import { SearchRepository, type FoundDossier } from '../find/search.repository.js';
import { csvOf } from './csv-export.js';
import type { ExportRow } from './export-columns.js';
import { Workbooks } from './workbooks.js';

export interface ExportDossiersOptions {
  readonly filter: SearchFilter;
  readonly format: 'csv' | 'xlsx';
  readonly principal: Principal;
}

export interface DossierExport {
  readonly fileName: string;
  readonly content: Readable;
}

/** A workbook is built in memory as a whole. */
const MOST_WORKBOOK_ROWS = 100_000;
const PAGE_ROWS = 1_000;

/** Staff take found dossiers with them as a table; nothing personal is in it. */
@Injectable()
export class ExportDossiers {
  constructor(
    private readonly resolveSearch: ResolveSearch,
    private readonly search: SearchRepository,
    private readonly workbooks: Workbooks,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Opens transactions of its own, one a page, for nobody should hold one as long as a slow reader reads. A dossier that
   * changes meanwhile is in the table as it stood when its page was read.
   * @throws AppError `agency-unknown`, `export-too-large`, `export-busy`; a later fault of a csv ends the content with an error
   */
  async run({ filter, format, principal }: ExportDossiersOptions): Promise<DossierExport> {
    const resolved = await this.unitOfWork.run(async (tx) => {
      const found = await this.resolveSearch.run(tx, { filter, purpose: 'EXPORT', principal });
      if (format === 'xlsx') requireRoom(await this.search.count(tx, found.criteria, MOST_WORKBOOK_ROWS + 1));
      return found;
    });
    const pages = this.pages(resolved);
    const content = format === 'csv' ? csvOf(pages) : Readable.from([await this.workbooks.write(pages)]);
    return { fileName: `ho-so-${stampOf(this.clock.now())}.${format}`, content };
  }

  private async *pages({ criteria, agencies }: ResolvedSearch): AsyncGenerator<readonly ExportRow[]> {
    const nameOf = new Map(agencies.map(({ code, name }) => [code, name]));
    const toRow = ({ state, procedureName }: FoundDossier): ExportRow => ({
      state,
      procedureName,
      receivingAgencyName: nameOf.get(state.receivingAgency) ?? null,
      settlingAgencyName: nameOf.get(state.settlingAgency) ?? null,
    });
    let last: FoundDossier | undefined;
    do {
      const after = last && { submittedAt: new Date(last.state.submittedAt), dossierId: last.state.dossierId };
      const page = await this.unitOfWork.run((tx) => this.search.page(tx, criteria, { after, limit: PAGE_ROWS }));
      if (page.length > 0) yield page.map(toRow);
      last = page.length < PAGE_ROWS ? undefined : page.at(-1);
    } while (last);
  }
}

function requireRoom(rows: number): void {
  if (rows <= MOST_WORKBOOK_ROWS) return;
  throw new AppError(
    `More than ${MOST_WORKBOOK_ROWS} dossiers meet the filter, and a workbook holds no more: narrow the filter, for example by from and to, or ask for csv.`,
    {
      code: 'export-too-large',
      retryable: false,
      kind: AppErrorKind.Unprocessable,
      details: { mostRows: MOST_WORKBOOK_ROWS },
    },
  );
}

/** Local time as file names bear it: `20240129-1000`. */
function stampOf(instant: Date): string {
  return toLocalIso(instant).slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
}
