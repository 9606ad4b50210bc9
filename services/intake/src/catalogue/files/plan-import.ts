import type { LocalDay } from '@motcua/kernel';
import { AgencyHistory } from '../versions/agency-history.js';
import type { AgencyVersion } from '../versions/agency-version.js';
import type { ProcedureVersion } from '../versions/procedure-version.js';
import { agencyDifferences, forbiddenAgencyChanges } from './agency-differences.js';
import { faultAt, type CatalogueFault, type Complaint } from './catalogue-fault.js';
import { checkAgencies } from './check-agencies.js';
import { checkProcedures } from './check-procedures.js';
import { forbiddenProcedureChanges, procedureDifferences } from './procedure-differences.js';
import { agencyKey, readAgencies } from './read-agencies.js';
import { procedureKey, readProcedures } from './read-procedures.js';
import type { PlacedRow, ReadRows } from './read-rows.js';
import type { CatalogueFile } from './read-table.js';
import type { StoredCatalogue } from './stored-catalogue.js';
import { planTable, type TablePlan } from './table-plan.js';

/** The files of an import; what a file does not name stays as it is stored. */
export interface CatalogueFiles {
  /** @default no agency changes */
  readonly agencies?: CatalogueFile | undefined;
  /** @default no procedure changes */
  readonly procedures?: CatalogueFile | undefined;
}

export interface ImportPlan {
  /** All of them; with any, nothing may be written. In the order of the files and lines. */
  readonly faults: readonly CatalogueFault[];
  readonly agencies: TablePlan<AgencyVersion>;
  readonly procedures: TablePlan<ProcedureVersion>;
}

/**
 * What an import of the files does to the stored catalogue, or all that is wrong with them. The rows are judged together
 * with what is stored, so a file may hold a part of the catalogue.
 * @param today local day of the import
 */
export function planImport(files: CatalogueFiles, stored: StoredCatalogue, today: LocalDay): ImportPlan {
  const agencies = tableOf(files.agencies, 'agencies', readAgencies, stored.agencies, agencyKey);
  const procedures = tableOf(files.procedures, 'procedures', readProcedures, stored.procedures, procedureKey);
  const history = new AgencyHistory(agencies.merged.map(({ row }) => row));
  const isRead = (code: string): boolean => agencies.read.complete && !agencies.read.unreadCodes.has(code);

  agencies.judgeChanges((before, row) => forbiddenAgencyChanges(before, row, today));
  procedures.judgeChanges(forbiddenProcedureChanges);
  checkAgencies({ rows: agencies.merged, history, isRead }, agencies.complainAt);
  checkProcedures({ rows: procedures.merged, agencies: history, isRead }, procedures.complainAt);
  return {
    faults: [...agencies.faultsInOrder(), ...procedures.faultsInOrder()],
    agencies: agencies.plan(agencyDifferences),
    procedures: procedures.plan(procedureDifferences),
  };
}

function tableOf<Row>(
  file: CatalogueFile | undefined,
  name: string,
  read: (file: CatalogueFile) => ReadRows<Row>,
  stored: readonly Row[],
  keyOf: (row: Row) => string,
): TableImport<Row> {
  const nothing = { file: `stored ${name}`, rows: [], faults: [], unreadCodes: new Set<string>(), complete: true };
  return new TableImport(file ? read(file) : nothing, stored, keyOf);
}

/** The rows of one file upon those stored. */
class TableImport<Row> {
  /** Everything that would be stored afterwards. */
  readonly merged: readonly PlacedRow<Row>[];
  private readonly stored: ReadonlyMap<string, Row>;
  private readonly faults: CatalogueFault[];

  constructor(
    readonly read: ReadRows<Row>,
    stored: readonly Row[],
    private readonly keyOf: (row: Row) => string,
  ) {
    this.stored = new Map(stored.map((row) => [keyOf(row), row]));
    this.faults = [...read.faults];
    const kept = stored.map((row): [string, PlacedRow<Row>] => [keyOf(row), { row, line: null }]);
    this.merged = [...new Map([...kept, ...read.rows.map((placed) => [keyOf(placed.row), placed] as const)]).values()];
  }

  readonly complainAt = (placed: PlacedRow<Row>, complaint: Complaint): void => {
    const { row, line } = placed;
    const prefix = line === null ? `${this.keyOf(row)}, stored earlier: ` : '';
    this.faults.push(faultAt(this.read.file, line, { ...complaint, problem: `${prefix}${complaint.problem}` }));
  };

  judgeChanges(forbidden: (stored: Row, row: Row) => readonly Complaint[]): void {
    for (const placed of this.read.rows) {
      const before = this.stored.get(this.keyOf(placed.row));
      if (before === undefined) continue;
      for (const complaint of forbidden(before, placed.row)) this.complainAt(placed, complaint);
    }
  }

  plan(differencesOf: Parameters<typeof planTable<Row>>[2]): TablePlan<Row> {
    const rows = this.read.rows.map(({ row }) => row);
    return planTable(rows, (row) => this.stored.get(this.keyOf(row)), differencesOf);
  }

  faultsInOrder(): readonly CatalogueFault[] {
    return this.faults.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
  }
}
