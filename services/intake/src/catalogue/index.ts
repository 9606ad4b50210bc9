// For other rooms.
export { agenciesUnder } from './agencies-under.js';
export { AgencyEntity, ProcedureEntity } from './catalogue.entities.js';
export { CatalogueRepository, type AgencyName, type Heir, type PlacedAgency } from './catalogue.repository.js';
export { agencyCode, Complaints, procedureCode, type CellReader } from './files/cell-reader.js';
// What runs.
export { CatalogueController } from './catalogue.controller.js';
export type { CatalogueFile } from './files/read-table.js';
export { faultText, planText } from './files/report-text.js';
export { seedCatalogue } from './seed-catalogue.js';
export { importCatalogue, type CatalogueImport } from './write-catalogue.js';
