import type { SealedTable } from '@motcua/persistence';

/** The tables of payments with sealed columns. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'gateway_report', key: { report_id: 'uuid' }, context: 'report_id', sealed: ['sealed_body'] },
];
