// What runs; other rooms take nothing from here.
export { CalendarsOfImport } from './calendars-of-import.js';
export { ImportDossiers } from './import-dossiers.js';
export { ImportRepository } from './import.repository.js';
export { PlaceImportedDossier } from './place-imported-dossier.js';
export { fileRows, tableRows, type FileRow } from './reading/file-rows.js';
export { ImportProgress } from './reading/import-progress.js';
export { parseNationalCode } from './reading/national-code.js';
export { numberedLines } from './reading/numbered-lines.js';
export {
  isWhole,
  noTotals,
  REPORT_HEADER,
  reportLine,
  totalsText,
  withCounted,
  type ImportTotals,
  type RowOutcome,
} from './reading/row-outcome.js';
export { workbookRecords } from './reading/workbook-records.js';
