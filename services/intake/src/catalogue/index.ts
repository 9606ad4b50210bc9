export { agenciesUnder, type AgencyStanding } from './agencies-under.js';
export { CatalogueController } from './catalogue.controller.js';
export { AgencyEntity, ProcedureEntity } from './catalogue.entities.js';
export { type AgencyName, CatalogueRepository, type Heir, type PlacedAgency } from './catalogue.repository.js';
export { agencyCode, type CellReader, Complaints, procedureCode } from './files/cell-reader.js';
export type { CatalogueFile } from './files/read-table.js';
export { faultText, planText } from './files/report-text.js';
export { seedCatalogue } from './seed-catalogue.js';
export { type CatalogueImport, importCatalogue } from './write-catalogue.js';
