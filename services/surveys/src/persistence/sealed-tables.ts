import type { SealedTable } from '@motcua/persistence';

/** Where surveys keeps what it seals. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'answer', key: { token_hash: 'text' }, context: 'token_hash', sealed: ['comment'] },
];
