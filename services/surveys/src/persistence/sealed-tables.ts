import type { SealedTable } from '@motcua/persistence';

/** The tables of surveys with sealed columns. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'answer', key: { token_hash: 'text' }, context: 'token_hash', sealed: ['comment'] },
];
