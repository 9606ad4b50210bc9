import type { Grants, MigrationClass } from '@motcua/persistence';
import { CreateCatalogueAndDossiers1764000000000 } from './migrations/create-catalogue-and-dossiers.migration.js';
import { CreateImports1764000000006 } from './migrations/create-imports.migration.js';
import { CreateLookUpFailures1764000000008 } from './migrations/create-look-up-failures.migration.js';
import { CreateNotifications1764000000003 } from './migrations/create-notifications.migration.js';
import { FindPeopleAsWritten1764000000020 } from './migrations/find-people-as-written.migration.js';
import { IndexDossiers1764000000005 } from './migrations/index-dossiers.migration.js';
import { KeepCalendarEditions1764000000012 } from './migrations/keep-calendar-editions.migration.js';
import { KeepDeadlines1764000000007 } from './migrations/keep-deadlines.migration.js';
import { KeepPayments1764000000014 } from './migrations/keep-payments.migration.js';
import { KeepTransfersAndWaiting1764000000013 } from './migrations/keep-transfers-and-waiting.migration.js';
import { NoteEntries1764000000015 } from './migrations/note-entries.migration.js';
import { NotePersonalDataAccess1764000000010 } from './migrations/note-personal-data-access.migration.js';
import { NotePlacesOfLookUps1764000000018 } from './migrations/note-places-of-look-ups.migration.js';
import { VersionCatalogue1764000000002 } from './migrations/version-catalogue.migration.js';

export const intakeMigrations: readonly MigrationClass[] = [
  CreateCatalogueAndDossiers1764000000000,
  VersionCatalogue1764000000002,
  CreateNotifications1764000000003,
  IndexDossiers1764000000005,
  CreateImports1764000000006,
  KeepDeadlines1764000000007,
  CreateLookUpFailures1764000000008,
  NotePersonalDataAccess1764000000010,
  KeepCalendarEditions1764000000012,
  KeepTransfersAndWaiting1764000000013,
  KeepPayments1764000000014,
  NoteEntries1764000000015,
  NotePlacesOfLookUps1764000000018,
  FindPeopleAsWritten1764000000020,
];

/** The history and the log of accesses are append-only by right: nobody who runs the service can rewrite them. */
export const intakeGrants: Grants = {
  tables: {
    agency: 'select',
    procedure: 'select',
    calendar: 'select, insert',
    dossier: 'select, insert, update',
    dossier_deadline: 'select, insert, update',
    dossier_payment: 'select, insert, update',
    dossier_history: 'select, insert',
    dossier_search: 'select, insert, update',
    dossier_sequence: 'select, insert, update',
    notification: 'select, insert, update, delete',
    imported_dossier: 'select, insert',
    look_up_failure: 'select, insert, delete',
    personal_data_access: 'insert',
    audit: 'select',
  },
};
