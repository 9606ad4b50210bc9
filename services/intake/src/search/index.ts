// What runs; other rooms take nothing from here.
export { ExportDossiers } from './export/export-dossiers.js';
export { Workbooks } from './export/workbooks.js';
export { FindReceivedDossiers } from './find/find-received-dossiers.js';
export { ResolveSearch } from './find/resolve-search.js';
export { SearchDossiers } from './find/search-dossiers.js';
export { SearchRepository } from './find/search.repository.js';
export { SearchController } from './http/search.controller.js';
export { BlindIndex } from './index-of-dossiers/blind-index.js';
export { IndexDossiers } from './index-of-dossiers/index-dossiers.js';
export { ReindexDossiersOnceStarted } from './index-of-dossiers/reindex-dossiers-once-started.schedule.js';
export { reindexDossiers } from './index-of-dossiers/reindex-dossiers.js';
export { SearchIndexRepository } from './index-of-dossiers/search-index.repository.js';
export { DuplicateRepository } from './likely-duplicates/duplicate.repository.js';
export { FindLikelyDuplicates } from './likely-duplicates/find-likely-duplicates.js';
