import type { SealedTable } from '@motcua/persistence';

/** Where intake keeps what it seals. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'dossier', key: { id: 'uuid' }, context: 'id', sealed: ['applicant'] },
  {
    table: 'dossier_history',
    key: { dossier_id: 'uuid', revision: 'integer' },
    context: 'dossier_id',
    sealed: ['reason', 'applicant_before'],
  },
  { table: 'notification', key: { id: 'uuid' }, context: 'dossier_id', sealed: ['sealed'] },
  { table: 'imported_dossier', key: { external_code: 'text' }, context: 'dossier_id', sealed: ['sealed'] },
];
