import type { Grants, MigrationClass } from '@motcua/persistence';
import { CreateCatalogueAndDossiers1764000000000 } from './migrations/create-catalogue-and-dossiers.migration.js';
import { CreateNotifications1764000000003 } from './migrations/create-notifications.migration.js';
import { VersionCatalogue1764000000002 } from './migrations/version-catalogue.migration.js';

export const intakeMigrations: readonly MigrationClass[] = [
  CreateCatalogueAndDossiers1764000000000,
  VersionCatalogue1764000000002,
  CreateNotifications1764000000003,
];

/** The history is append-only by right: nobody who runs the service can rewrite it. */
export const intakeGrants: Grants = {
  tables: {
    agency: 'select',
    procedure: 'select',
    calendar: 'select, insert, update',
    dossier: 'select, insert, update',
    dossier_history: 'select, insert',
    dossier_sequence: 'select, insert, update',
    notification: 'select, insert, update, delete',
    audit: 'select',
  },
};
