import type { SealedTable } from '@motcua/persistence';

/** Where payments keeps what it seals. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'gateway_report', key: { report_id: 'uuid' }, context: 'report_id', sealed: ['sealed_body'] },
];
